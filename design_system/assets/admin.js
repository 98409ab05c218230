// Wagtail's menus and choosers let go of the keyboard when Escape closes them, and on a narrow screen
// each Escape leads to the side menu. Whoever works by keyboard comes back to where they were.
const LAYER = "[data-tippy-root], .modal";
const SIDEBAR = "[data-wagtail-sidebar]";
let here = null;

document.addEventListener("focusin", ({ target }) => {
  if (!target.closest(`${LAYER}, ${SIDEBAR}`)) here = target;
});

document.addEventListener("keydown", ({ key, target }) => {
  if (key !== "Escape" || target.closest(SIDEBAR)) return;
  const place = target.closest(LAYER) ? here : target;
  let tries = 20; // a second: closing takes a moment
  const timer = setInterval(() => {
    const now = document.activeElement;
    if (now === document.body || now.closest(SIDEBAR)) place?.focus();
    if (document.activeElement === place || !tries--) clearInterval(timer);
  }, 50);
}, true);
