// Passkeys: forms marked with data-passkey ("create" or "get") ask the device, then send its answer.
// Such a form is hidden until this script finds that the browser can do it; what stands in
// [data-passkey-without] is for everybody else.
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const toBytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const toText = (bytes) =>
    bytes &&
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  const known = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

  async function optionsOf(form) {
    const there = document.getElementById(form.dataset.passkeyOptions);
    if (there) return JSON.parse(there.textContent).publicKey;
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options.publicKey;
  }

  async function ask(form) {
    const options = await optionsOf(form);
    options.challenge = toBytes(options.challenge);
    if (form.dataset.passkey === "create") {
      options.user.id = toBytes(options.user.id);
      options.excludeCredentials = known(options.excludeCredentials);
      return navigator.credentials.create({ publicKey: options });
    }
    options.allowCredentials = known(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  }

  function inWords(made) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = toText(made.response[name]);
    }
    return JSON.stringify({
      id: made.id,
      rawId: toText(made.rawId),
      type: made.type,
      clientExtensionResults: made.getClientExtensionResults(),
      response,
    });
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const sorry = form.querySelector("[data-passkey-failed]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      sorry.hidden = true;
      try {
        form.elements.credential.value = inWords(await ask(form));
        form.submit();
      } catch {
        sorry.hidden = false; // the person said no, or the device knows no passkey for us
      }
    });
  }
  for (const words of document.querySelectorAll("[data-passkey-without]")) words.hidden = true;
})();
