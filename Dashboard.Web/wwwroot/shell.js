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
  const noteEarly = field => early.typed.set(field.id, field.type === "checkbox" ? field.checked : field.value);
  document.addEventListener("input", event => {
    if (isEarly() && event.target.id && event.target.closest("main")) {
      noteEarly(event.target);
    }
  });

  // A slow connection brings the form some time before this script.
  for (const field of document.querySelectorAll("main input[id], main textarea[id]")) {
    if (field.type === "checkbox" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue) {
      noteEarly(field);
    }
  }

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
    const target = event.target.closest?.("[data-copy], [data-reconnect], [data-reload], [data-dismiss], .side a, .bar a");
    if (!target) {
      return;
    }

    if (target.dataset.copy !== undefined) {
      onCopy(target);
    } else if (target.dataset.reconnect !== undefined) {
      Blazor.reconnect().then(isBack => isBack || comeBack()).catch(() => { });
    } else if (target.dataset.reload !== undefined) {
      comeBack();
    } else if (target.dataset.dismiss !== undefined) {
      target.closest("[role=status]").hidden = true;
    } else {
      for (const open of document.querySelectorAll("[popover]:popover-open")) {
        open.hidePopover();
      }
    }
  });

  // A circuit that is gone takes the page with it. What was typed is kept for the page that follows, secrets excepted: of those only the names.
  const draftKey = `webhooks.draft:${location.pathname}`;
  const isSecret = field => field.type === "password" || field.closest("[data-no-draft]") !== null;
  const fields = () => [...document.querySelectorAll("main input[id], main textarea[id], main select[id]")]
    .filter(field => !["hidden", "file", "radio"].includes(field.type) && !isSecret(field));
  const rowsOf = set => [...set.querySelectorAll("[data-row]")].map(row => row.dataset.row);
  const secretsTyped = new Set();
  document.addEventListener("input", event => {
    if (event.target.closest("main") && isSecret(event.target)) {
      secretsTyped.add(event.target);
    }
  });
  const comeBack = () => {
    const draft = { values: {}, rows: {}, secrets: [] };
    for (const field of fields()) {
      draft.values[field.id] = field.type === "checkbox" ? field.checked : field.value;
    }
    for (const set of document.querySelectorAll("main [data-rows]")) {
      draft.rows[set.dataset.rows] = rowsOf(set);
    }
    for (const field of secretsTyped) {
      if (field.isConnected && field.value) {
        draft.secrets.push(field.ariaLabel ?? field.labels?.[0]?.innerText ?? "");
      }
    }
    sessionStorage.setItem(`webhooks.draft:${location.pathname}`, JSON.stringify(draft));
    location.reload();
  };

  // Says whether the field is there, and can have the value.
  const fill = (id, value) => {
    const field = document.getElementById(id);
    const property = field?.type === "checkbox" ? "checked" : "value";
    if (field && field[property] !== value) {
      field[property] = value;
      if (field[property] !== value) {
        return false; // A choice that is not offered yet.
      }
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    return field !== null;
  };

  // Rows are added and removed by the circuit, so their buttons are pressed, each time when the row before has come or gone. A row that was
  // added is known by a number that no other one had before it, so what is missing has a higher number than any that is there.
  const settleRows = (name, wanted, clicked) => {
    const set = document.querySelector(`main [data-rows="${name}"]`);
    const there = set ? rowsOf(set) : [];
    const numbers = keys => keys.filter(key => key.startsWith("new-")).map(key => Number(key.slice(4)));
    const missing = Math.max(0, ...numbers(wanted)) > Math.max(0, clicked.highest ?? 0, ...numbers(there));
    const add = missing ? set?.querySelector("[data-add-row]:enabled") : null;
    const surplus = there.find(key => !wanted.includes(key));
    const button = add ?? set?.querySelector(`[data-row="${CSS.escape(surplus ?? "")}"] [data-remove-row]`);
    if (button && clicked.rows !== there.join()) {
      clicked.rows = there.join();
      clicked.highest = Math.max(0, clicked.highest ?? 0, ...numbers(there));
      button.click();
    }
    return set !== null && !button;
  };

  // Fields may come one after the other: what is loaded takes a moment, and some are shown because of what is chosen in others.
  const settlingTime = 30000;
  const settle = (values, rows) => {
    const path = location.pathname;
    const clicked = new Map([...rows.keys()].map(name => [name, {}]));
    const go = () => {
      for (const [name, wanted] of rows) {
        if (settleRows(name, wanted, clicked.get(name))) {
          rows.delete(name);
        }
      }
      for (const [id, value] of values) {
        if (fill(id, value)) {
          values.delete(id);
        }
      }
      if (rows.size + values.size === 0 || location.pathname !== path) {
        observer.disconnect();
      }
    };
    const observer = new MutationObserver(go);
    observer.observe(document.body, { childList: true, subtree: true });
    setTimeout(() => observer.disconnect(), settlingTime);
    go();
  };

  const restore = () => {
    root.dataset.circuit = "stands";
    const kept = JSON.parse(sessionStorage.getItem(draftKey) ?? "{}");
    sessionStorage.removeItem(draftKey);
    settle(new Map([...Object.entries(kept.values ?? {}), ...early.typed]), new Map(Object.entries(kept.rows ?? {})));
    if (kept.secrets?.length > 0) {
      document.getElementById("lost-secrets").textContent = kept.secrets.join(", ");
      document.getElementById("lost-secrets-notice").hidden = false;
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
