// What the frame of the dashboard does in the browser by itself: it works before the circuit stands, and while it is interrupted.
(() => {
  "use strict";
  const root = document.documentElement;

  // Appearance. The cookie lets the server send the right style sheets; the rest is for the page that is open.
  const themeMedia = {
    light: { light: "all", dark: "not all" },
    dark: { light: "not all", dark: "all" },
    system: { light: "(prefers-color-scheme: light)", dark: "(prefers-color-scheme: dark)" },
  };
  const showTheme = choice => {
    root.dataset.theme = choice;
    for (const sheet of document.querySelectorAll("link[data-theme-sheet]")) {
      sheet.media = themeMedia[choice][sheet.dataset.themeSheet];
    }
    document.cookie = `webhooks.theme=${choice}; path=/; max-age=31536000; samesite=lax`;
  };
  const markTheme = () => {
    for (const radio of document.querySelectorAll("input[name=theme]")) {
      radio.checked = radio.value === root.dataset.theme;
    }
  };

  const say = text => {
    const announcer = document.getElementById("announcer");
    announcer.textContent = "";
    setTimeout(() => { announcer.textContent = text; }, 50);
  };

  const copy = async text => {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return;
    }

    // Over plain HTTP browsers offer the old way only.
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  };

  const onCopy = async button => {
    const label = button.querySelector("span");
    const before = label.dataset.before ??= label.textContent;
    try {
      await copy(button.dataset.copy);
      label.textContent = "Copied";
      say("Copied.");
    } catch {
      label.textContent = "Not copied";
      say("The browser refused to copy. Select the text instead.");
    }
    setTimeout(() => { label.textContent = before; }, 2000);
  };

  document.addEventListener("change", event => {
    if (event.target.matches?.("input[name=theme]")) {
      showTheme(event.target.value);
    }
  });

  // The circuit puts elements of its own in the place of those that the server sent. What was opened and typed before goes over to them.
  const early = { open: new Set(), typed: new Map() };
  const isEarly = () => root.dataset.circuit !== "stands";
  document.addEventListener("input", event => {
    if (isEarly() && event.target.id && event.target.closest("main")) {
      early.typed.set(event.target.id, event.target.type === "checkbox" ? event.target.checked : event.target.value);
    }
  });

  document.addEventListener("toggle", event => {
    if (isEarly() && event.target.popover) {
      early.open[event.newState === "open" ? "add" : "delete"](event.target.id);
    }
    if (event.target.id === "user-menu") {
      markTheme();
    }
    if (event.target.id === "switcher" && event.newState === "open") {
      event.target.querySelector("input, a")?.focus();
    }
  }, true);

  document.addEventListener("click", event => {
    const target = event.target.closest?.("[data-copy], [data-reconnect], [data-reload], .side a, .bar a");
    if (!target) {
      return;
    }

    if (target.dataset.copy !== undefined) {
      onCopy(target);
    } else if (target.dataset.reconnect !== undefined) {
      Blazor.reconnect().then(isBack => isBack || comeBack()).catch(() => { });
    } else if (target.dataset.reload !== undefined) {
      comeBack();
    } else {
      for (const open of document.querySelectorAll("[popover]:popover-open")) {
        open.hidePopover();
      }
    }
  });

  // A circuit that is gone takes the page with it. What was typed is kept for the page that follows, secrets excepted.
  const draftKey = `webhooks.draft:${location.pathname}`;
  const fields = () => [...document.querySelectorAll("main input[id], main textarea[id], main select[id]")]
    .filter(field => !["password", "hidden", "file", "radio"].includes(field.type) && !field.closest("[data-no-draft]"));
  const comeBack = () => {
    const draft = {};
    for (const field of fields()) {
      draft[field.id] = field.type === "checkbox" ? field.checked : field.value;
    }
    sessionStorage.setItem(`webhooks.draft:${location.pathname}`, JSON.stringify(draft));
    location.reload();
  };
  const fill = (id, value) => {
    const field = document.getElementById(id);
    const isBox = field?.type === "checkbox";
    if (field && (isBox ? field.checked : field.value) !== value) {
      field[isBox ? "checked" : "value"] = value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
  const restore = () => {
    root.dataset.circuit = "stands";
    const kept = sessionStorage.getItem(draftKey);
    sessionStorage.removeItem(draftKey);
    for (const [id, value] of [...Object.entries(JSON.parse(kept ?? "{}")), ...early.typed]) {
      fill(id, value);
    }
    early.typed.clear();
    for (const id of early.open) {
      const menu = document.getElementById(id);
      if (menu && !menu.matches(":popover-open")) {
        menu.showPopover();
      }
    }
    early.open.clear();
  };

  // Blazor's script says how it goes by the class of this element.
  const notice = document.getElementById("components-reconnect-modal");
  new MutationObserver(() => {
    if (notice.classList.contains("components-reconnect-rejected")) {
      comeBack();
    }
  }).observe(notice, { attributeFilter: ["class"] });

  window.webhooksShell = { circuitStands: restore };
})();
