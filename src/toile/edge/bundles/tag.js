"use strict";(()=>{var M="toile:consent";function N(e){if(typeof e!="object"||e===null)return null;let t=e,r=t.choice;if(r!=="yes"&&r!=="no")return null;let o=n=>{let i=t[n];return typeof i=="string"?i:""};return{choice:r,fresh:t.fresh===!0,tool:o("tool")||"page",tool_version:o("tool_version"),text_version:o("text_version"),language:o("language"),tc_string:o("tc_string")}}var y=(e,t)=>{let r=o=>{let n=N(o);n&&t(n)};e.document.addEventListener(M,o=>r(o.detail)),r(e.toileConsent)};function w(e){return e.globalPrivacyControl===!0}function v(e){return async(t,r)=>{try{let o=await fetch(`${e}/ad?p=${encodeURIComponent(t)}&c=${r?1:0}`,{credentials:r?"include":"omit",referrerPolicy:"origin"});return o.status===200?q(await o.json()):null}catch{return null}}}function q(e){let t=e;return t&&typeof t.frame=="string"&&/^https?:\/\//.test(t.frame)&&b(t.width)&&b(t.height)?t:null}function b(e){return typeof e=="number"&&e>0}var W=3e3;function S(e,t,r){let o="unknown",n=a=>{o=a,r()},i=w(e.navigator);return t(e,a=>n(i?"no":a.choice)),e.setTimeout(()=>{o==="unknown"&&n("no")},W),{now:()=>o}}function m(e){let t=document.createElement("iframe");return t.setAttribute("sandbox","allow-scripts allow-popups allow-popups-to-escape-sandbox"),t.allow="autoplay",t.title=e.label,t.loading="eager",t.width=String(e.width),t.height=String(e.height),Object.assign(t.style,{display:"block",border:"0",width:`${e.width}px`,height:"auto",maxWidth:"100%",aspectRatio:`${e.width} / ${e.height}`}),t.src=e.frame,t}var x=`dialog {
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
`;var R="Fermer la publicité",$=52;function A(e){let t=document.createElement("div"),r=t.attachShadow({mode:"open"}),o=new CSSStyleSheet;o.replaceSync(x),r.adoptedStyleSheets=[o];let n=m(e),i=H(),a=document.createElement("div");a.className="bar",a.append(O(e),i);let s=document.createElement("dialog");s.setAttribute("aria-label",e.label),s.append(a,n);let c=e.width/e.height;n.style.width=`min(${e.width}px, 92vw, calc((86vh - ${$}px) * ${c}))`;let u=()=>s.close(),p=d=>{d.source===n.contentWindow&&d.data==="toile:close"&&u()};i.addEventListener("click",u),s.addEventListener("click",d=>{d.target===s&&u()}),window.addEventListener("message",p),s.addEventListener("close",()=>{window.removeEventListener("message",p),t.remove()}),r.append(s),document.body.append(t),s.showModal(),i.focus()}function O(e){let t=document.createElement("span");return t.textContent=e.label.split(" – ",1)[0]??e.label,t}function H(){let e=document.createElement("button");return e.type="button",e.textContent=R,e}function E(e,t){let r=new WeakMap;async function o(n,i){let a=r.get(n);if(a==="busy"||a==="emptyAfterNo"&&!i)return;r.set(n,"busy");let s=await e(n.getAttribute("data-toile")??"",i);s?t(n,s):i||r.set(n,"emptyAfterNo")}return{async fill(n,i){await Promise.all([...n].map(a=>o(a,i)))}}}var k="toile-popup";function f(e,t){try{let r=e().getItem(k);if(r===null)return!1;let o=Number(r);return t-o<864e5&&o<=t}catch{return!0}}function C(e,t){try{return e().setItem(k,String(t)),!0}catch{return!1}}function P(e){let t=!1;async function r(o,n){let i=n??await e.ask(o,!0);!i||i.format!=="popup"||!e.consents()||!e.free()||C(e.store,e.now())&&e.open(i)}return{arm(o,n){if(t||f(e.store,e.now()))return;t=!0;let i=e.watch(()=>{!e.consents()||!e.free()||(i(),f(e.store,e.now())||r(o,n))})}}}var L=["pointerdown","keydown","wheel","touchstart","touchmove"],U=[...L,"pointermove","scroll"],j='video, iframe[src*="youtube"], iframe[src*="dailymotion"], iframe[src*="vimeo"]';function T(e,t){let{document:r}=e,o=new AbortController,n={signal:o.signal,passive:!0},i=!1,a=l=>{l.isTrusted&&(i=!0)};for(let l of L)e.addEventListener(l,a,{...n,capture:!0});let s=()=>{i=!1};e.addEventListener("pagehide",s,n);let c=l=>{i&&t(l)},u=l=>{l.relatedTarget===null&&l.clientY<=0&&c("exit")};r.addEventListener("mouseout",u,n);let p=0,d=()=>{e.clearTimeout(p),p=e.setTimeout(()=>{r.querySelector(j)||c("idle")},3e4)};for(let l of U)e.addEventListener(l,d,n);d();let I=()=>{F(r,e.innerHeight)&&c("end")};for(let l of["scroll","wheel","touchmove"])e.addEventListener(l,I,n);let h=!1,_=()=>{r.visibilityState==="hidden"?h=!0:h&&c("return")};return r.addEventListener("visibilitychange",_,n),()=>{o.abort(),e.clearTimeout(p)}}function F(e,t){let r=e.querySelector("[data-toile-end]"),o=r??e.querySelector("article")??e.querySelector("main");if(!o)return!1;let{top:n,bottom:i}=o.getBoundingClientRect();return(r?n:i)<=t}var B='[data-toile]:not([data-toile-format="popup"])',Y='[data-toile][data-toile-format="popup"]';function z(e){let t=P({ask:e,store:()=>window.localStorage,now:Date.now,consents:()=>a.now()==="yes",free:()=>document.visibilityState==="visible"&&!document.querySelector("dialog[open]"),watch:s=>T(window,s),open:A}),r=E(e,(s,c)=>o(s,c));function o(s,c){c.format==="popup"?t.arm(s.getAttribute("data-toile")??"",c):s.replaceChildren(m(c))}function n(){let s=a.now();if(s==="unknown")return;r.fill(document.querySelectorAll(B),s==="yes");let c=document.querySelector(Y);c&&s==="yes"&&t.arm(c.getAttribute("data-toile")??"")}let a=S(window,y,()=>queueMicrotask(n));document.addEventListener("toile:scan",n)}var g=document.currentScript??document.querySelector('script[src*="/tag.js"]');if(g&&!document.querySelector("script[data-toile-on=tag]")){g.setAttribute("data-toile-on","tag");let e=()=>z(v(new URL(".",g.src).href.slice(0,-1)));document.readyState==="loading"?document.addEventListener("DOMContentLoaded",e):e()}})();
