// Starts the NHS.UK components. Its address comes from the page, because its name changes with
// its content and only the page knows it.
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
const { initAll } = await import(document.getElementById("portal-script").dataset.frontend);
initAll();
