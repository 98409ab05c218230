// Runs before the page is drawn, so that what needs a script is never seen without one.
// A file of its own, because the public site allows no script inside a page.
if ("noModule" in HTMLScriptElement.prototype) {
  document.documentElement.classList.add("js-enabled", "nhsuk-frontend-supported");
}
