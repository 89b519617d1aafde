// Tells the page's circuit when the reader leaves the top of the page and when they come back to it.
export function watchScroll(circuit) {
  const threshold = 80;
  let away = false;
  const onScroll = () => {
    const now = window.scrollY > threshold;
    if (now !== away) {
      away = now;
      circuit.invokeMethodAsync('Moved', away);
    }
  };
  window.addEventListener('scroll', onScroll, { passive: true });
  onScroll();
  return {
    stop: () => window.removeEventListener('scroll', onScroll),
    toTop: () => window.scrollTo({ top: 0 }),
  };
}
