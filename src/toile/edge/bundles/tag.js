"use strict";(()=>{var P="toile:consent";function L(e){if(typeof e!="object"||e===null)return null;let t=e,n=t.choice;if(n!=="yes"&&n!=="no")return null;let o=r=>{let i=t[r];return typeof i=="string"?i:""};return{choice:n,fresh:t.fresh===!0,tool:o("tool")||"page",tool_version:o("tool_version"),text_version:o("text_version"),language:o("language")}}var g=(e,t)=>{let n=o=>{let r=L(o);r&&t(r)};e.document.addEventListener(P,o=>n(o.detail)),n(e.toileConsent)};function w(e){return e.globalPrivacyControl===!0}function h(e){return async(t,n)=>{try{let o=await fetch(`${e}/ad?p=${encodeURIComponent(t)}&c=${n?1:0}`,{credentials:n?"include":"omit",referrerPolicy:"origin"});return o.status===200?T(await o.json()):null}catch{return null}}}function T(e){let t=e;return t&&typeof t.frame=="string"&&/^https?:\/\//.test(t.frame)&&y(t.width)&&y(t.height)?t:null}function y(e){return typeof e=="number"&&e>0}var I=3e3;function b(e,t,n){let o="unknown",r=a=>{o=a,n()},i=w(e.navigator);return t(e,a=>r(i?"no":a.choice)),e.setTimeout(()=>{o==="unknown"&&r("no")},I),{now:()=>o}}function u(e){let t=document.createElement("iframe");return t.setAttribute("sandbox","allow-scripts allow-popups allow-popups-to-escape-sandbox"),t.allow="autoplay",t.title=e.label,t.loading="eager",t.width=String(e.width),t.height=String(e.height),Object.assign(t.style,{display:"block",border:"0",width:`${e.width}px`,height:"auto",maxWidth:"100%",aspectRatio:`${e.width} / ${e.height}`}),t.src=e.frame,t}var v=`dialog {
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
`;var _="Fermer la publicité",N=52;function S(e){let t=document.createElement("div"),n=t.attachShadow({mode:"open"}),o=new CSSStyleSheet;o.replaceSync(v),n.adoptedStyleSheets=[o];let r=u(e),i=W(),a=document.createElement("div");a.className="bar",a.append(q(e),i);let s=document.createElement("dialog");s.setAttribute("aria-label",e.label),s.append(a,r);let c=e.width/e.height;r.style.width=`min(${e.width}px, 92vw, calc((86vh - ${N}px) * ${c}))`;let p=()=>s.close(),d=l=>{l.source===r.contentWindow&&l.data==="toile:close"&&p()};i.addEventListener("click",p),s.addEventListener("click",l=>{l.target===s&&p()}),window.addEventListener("message",d),s.addEventListener("close",()=>{window.removeEventListener("message",d),t.remove()}),n.append(s),document.body.append(t),s.showModal(),i.focus()}function q(e){let t=document.createElement("span");return t.textContent=e.label.split(" – ",1)[0]??e.label,t}function W(){let e=document.createElement("button");return e.type="button",e.textContent=_,e}function x(e,t){let n=new WeakMap;async function o(r,i){let a=n.get(r);if(a==="busy"||a==="emptyAfterNo"&&!i)return;n.set(r,"busy");let s=await e(r.getAttribute("data-toile")??"",i);s?t(r,s):i||n.set(r,"emptyAfterNo")}return{async fill(r,i){await Promise.all([...r].map(a=>o(a,i)))}}}var A="toile-popup";function m(e,t){try{let n=e().getItem(A);if(n===null)return!1;let o=Number(n);return t-o<864e5&&o<=t}catch{return!0}}function E(e,t){try{return e().setItem(A,String(t)),!0}catch{return!1}}function k(e){let t=!1;async function n(o,r){let i=r??await e.ask(o,!0);!i||i.format!=="popup"||!e.consents()||!e.free()||E(e.store,e.now())&&e.open(i)}return{arm(o,r){if(t||m(e.store,e.now()))return;t=!0;let i=e.watch(()=>{!e.consents()||!e.free()||(i(),m(e.store,e.now())||n(o,r))})}}}var D=["pointermove","pointerdown","keydown","wheel","scroll","touchstart"],R='video, iframe[src*="youtube"], iframe[src*="dailymotion"], iframe[src*="vimeo"]';function C(e,t){let{document:n}=e,o=new AbortController,r={signal:o.signal,passive:!0},i=l=>{l.relatedTarget===null&&l.clientY<=0&&t("exit")};n.addEventListener("mouseout",i,r);let a=0,s=()=>{e.clearTimeout(a),a=e.setTimeout(()=>{n.querySelector(R)||t("idle")},3e4)};for(let l of D)e.addEventListener(l,s,r);s();let c=()=>{$(n,e.innerHeight)&&t("end")};e.addEventListener("scroll",c,r);let p=!1,d=()=>{n.visibilityState==="hidden"?p=!0:p&&t("return")};return n.addEventListener("visibilitychange",d,r),()=>{o.abort(),e.clearTimeout(a)}}function $(e,t){let n=e.querySelector("[data-toile-end]"),o=n??e.querySelector("article")??e.querySelector("main");if(!o)return!1;let{top:r,bottom:i}=o.getBoundingClientRect();return(n?r:i)<=t}var O='[data-toile]:not([data-toile-format="popup"])',H='[data-toile][data-toile-format="popup"]';function j(e){let t=k({ask:e,store:()=>window.localStorage,now:Date.now,consents:()=>a.now()==="yes",free:()=>document.visibilityState==="visible"&&!document.querySelector("dialog[open]"),watch:s=>C(window,s),open:S}),n=x(e,(s,c)=>o(s,c));function o(s,c){c.format==="popup"?t.arm(s.getAttribute("data-toile")??"",c):s.replaceChildren(u(c))}function r(){let s=a.now();if(s==="unknown")return;n.fill(document.querySelectorAll(O),s==="yes");let c=document.querySelector(H);c&&s==="yes"&&t.arm(c.getAttribute("data-toile")??"")}let a=b(window,g,()=>queueMicrotask(r));document.addEventListener("toile:scan",r)}var f=document.currentScript??document.querySelector('script[src*="/tag.js"]');if(f&&!document.querySelector("script[data-toile-on=tag]")){f.setAttribute("data-toile-on","tag");let e=()=>j(h(new URL(".",f.src).href.slice(0,-1)));document.readyState==="loading"?document.addEventListener("DOMContentLoaded",e):e()}})();
