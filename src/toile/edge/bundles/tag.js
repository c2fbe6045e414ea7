"use strict";(()=>{var P="toile:consent";function L(e){if(typeof e!="object"||e===null)return null;let t=e,o=t.choice;if(o!=="yes"&&o!=="no")return null;let r=n=>{let i=t[n];return typeof i=="string"?i:""};return{choice:o,fresh:t.fresh===!0,tool:r("tool")||"page",tool_version:r("tool_version"),text_version:r("text_version"),language:r("language")}}var g=(e,t)=>{let o=r=>{let n=L(r);n&&t(n)};e.document.addEventListener(P,r=>o(r.detail)),o(e.toileConsent)};function w(e){return e.globalPrivacyControl===!0}function h(e){return async(t,o)=>{try{let r=await fetch(`${e}/ad?p=${encodeURIComponent(t)}&c=${o?1:0}`,{credentials:o?"include":"omit",referrerPolicy:"origin"});return r.status===200?T(await r.json()):null}catch{return null}}}function T(e){let t=e;return t&&typeof t.frame=="string"&&/^https?:\/\//.test(t.frame)&&y(t.width)&&y(t.height)?t:null}function y(e){return typeof e=="number"&&e>0}var I=3e3;function b(e,t,o){let r="unknown",n=a=>{r=a,o()},i=w(e.navigator);return t(e,a=>n(i?"no":a.choice)),e.setTimeout(()=>{r==="unknown"&&n("no")},I),{now:()=>r}}function u(e){let t=document.createElement("iframe");return t.setAttribute("sandbox","allow-scripts allow-popups allow-popups-to-escape-sandbox"),t.allow="autoplay",t.title=e.label,t.loading="eager",t.width=String(e.width),t.height=String(e.height),Object.assign(t.style,{display:"block",border:"0",width:`${e.width}px`,height:"auto",maxWidth:"100%",aspectRatio:`${e.width} / ${e.height}`}),t.src=e.frame,t}var v=`dialog {
  box-sizing: content-box;
  width: fit-content;
  max-width: 92vw;
  max-height: 86vh;
  margin: auto;
  padding: 0;
  border: 0;
  border-radius: 12px;
  overflow: hidden;
  color: #f4f1ea;
  background: #141218;
  box-shadow: 0 20px 60px rgba(0, 0, 0, 0.5);
}

dialog::backdrop {
  background: rgba(10, 8, 14, 0.6);
}

.bar {
  display: flex;
  align-items: center;
  justify-content: space-between;
  gap: 12px;
  min-height: 52px;
  /* The frame alone decides how wide the dialog is. */
  width: 0;
  min-width: 100%;
  box-sizing: border-box;
  padding: 4px 4px 4px 14px;
  font: 13px/1.25 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}

span {
  color: #c9c4bb;
  overflow-wrap: anywhere;
}

button {
  flex: none;
  min-width: 44px;
  min-height: 44px;
  margin: 0;
  padding: 0 14px;
  font: 600 14px/1.2 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  color: #141218;
  background: #f4f1ea;
  border: 0;
  border-radius: 8px;
  cursor: pointer;
}

button::after {
  content: " ✕";
  content: " ✕" / "";
}

button:focus-visible {
  outline: 3px solid #ffc14d;
  outline-offset: -1px;
}
`;var _="Fermer la publicité",N=52;function S(e){let t=document.createElement("div"),o=t.attachShadow({mode:"open"}),r=new CSSStyleSheet;r.replaceSync(v),o.adoptedStyleSheets=[r];let n=u(e),i=W(),a=document.createElement("div");a.className="bar",a.append(q(e),i);let s=document.createElement("dialog");s.setAttribute("aria-label",e.label),s.append(a,n);let c=e.width/e.height;n.style.width=`min(${e.width}px, 92vw, calc((86vh - ${N}px) * ${c}))`;let p=()=>s.close(),d=l=>{l.source===n.contentWindow&&l.data==="toile:close"&&p()};i.addEventListener("click",p),s.addEventListener("click",l=>{l.target===s&&p()}),window.addEventListener("message",d),s.addEventListener("close",()=>{window.removeEventListener("message",d),t.remove()}),o.append(s),document.body.append(t),s.showModal(),i.focus()}function q(e){let t=document.createElement("span");return t.textContent=e.label.split(" – ",1)[0]??e.label,t}function W(){let e=document.createElement("button");return e.type="button",e.textContent=_,e}function x(e,t){let o=new WeakMap;async function r(n,i){let a=o.get(n);if(a==="busy"||a==="emptyAfterNo"&&!i)return;o.set(n,"busy");let s=await e(n.getAttribute("data-toile")??"",i);s?t(n,s):i||o.set(n,"emptyAfterNo")}return{async fill(n,i){await Promise.all([...n].map(a=>r(a,i)))}}}var A="toile-popup";function m(e,t){try{let o=Number(e().getItem(A));return t-o<864e5&&o<=t}catch{return!0}}function E(e,t){try{return e().setItem(A,String(t)),!0}catch{return!1}}function k(e){let t=!1;async function o(r,n){let i=n??await e.ask(r,!0);!i||i.format!=="popup"||!e.consents()||!e.free()||E(e.store,e.now())&&e.open(i)}return{arm(r,n){if(t||m(e.store,e.now()))return;t=!0;let i=e.watch(()=>{!e.consents()||!e.free()||(i(),m(e.store,e.now())||o(r,n))})}}}var D=["pointermove","pointerdown","keydown","wheel","scroll","touchstart"],R='video, iframe[src*="youtube"], iframe[src*="dailymotion"], iframe[src*="vimeo"]';function C(e,t){let{document:o}=e,r=new AbortController,n={signal:r.signal,passive:!0},i=l=>{l.relatedTarget===null&&l.clientY<=0&&t("exit")};o.addEventListener("mouseout",i,n);let a=0,s=()=>{e.clearTimeout(a),a=e.setTimeout(()=>{o.querySelector(R)||t("idle")},3e4)};for(let l of D)e.addEventListener(l,s,n);s();let c=()=>{$(o,e.innerHeight)&&t("end")};e.addEventListener("scroll",c,n);let p=!1,d=()=>{o.visibilityState==="hidden"?p=!0:p&&t("return")};return o.addEventListener("visibilitychange",d,n),()=>{r.abort(),e.clearTimeout(a)}}function $(e,t){let o=e.querySelector("[data-toile-end]"),r=o??e.querySelector("article")??e.querySelector("main");if(!r)return!1;let{top:n,bottom:i}=r.getBoundingClientRect();return(o?n:i)<=t}var O='[data-toile]:not([data-toile-format="popup"])',H='[data-toile][data-toile-format="popup"]';function j(e){let t=k({ask:e,store:()=>window.localStorage,now:Date.now,consents:()=>a.now()==="yes",free:()=>document.visibilityState==="visible"&&!document.querySelector("dialog[open]"),watch:s=>C(window,s),open:S}),o=x(e,(s,c)=>r(s,c));function r(s,c){c.format==="popup"?t.arm(s.getAttribute("data-toile")??"",c):s.replaceChildren(u(c))}function n(){let s=a.now();if(s==="unknown")return;o.fill(document.querySelectorAll(O),s==="yes");let c=document.querySelector(H);c&&s==="yes"&&t.arm(c.getAttribute("data-toile")??"")}let a=b(window,g,()=>queueMicrotask(n));document.addEventListener("toile:scan",n)}var f=document.currentScript??document.querySelector('script[src*="/tag.js"]');if(f&&!document.querySelector("script[data-toile-on=tag]")){f.setAttribute("data-toile-on","tag");let e=()=>j(h(new URL(".",f.src).href.slice(0,-1)));document.readyState==="loading"?document.addEventListener("DOMContentLoaded",e):e()}})();
