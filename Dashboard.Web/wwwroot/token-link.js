// The link brings the token behind its #. It goes into the form and out of the address, where the next person at this browser would find it.
(() => {
  const field = document.getElementById("token");
  const token = location.hash.slice(1);
  if (field && token) {
    field.value = token;
    history.replaceState(null, "", location.pathname + location.search);
  }
  if (field && field.value) {
    document.getElementById("token-field").hidden = true;
  }
})();
