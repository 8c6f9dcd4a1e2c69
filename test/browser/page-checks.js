/** Red, green, blue and, if any, alpha of a computed colour. */
export function channels(color) {
  return (color.match(/[\d.]+/g) ?? []).map(Number);
}

/** Relative luminance, as WCAG 2 defines it. */
export function light(color) {
  const [r, g, b] = channels(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

/** The background an element is read against. */
export function behind(element) {
  for (let at = element; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if ((channels(backgroundColor)[3] ?? 1) > 0) return backgroundColor;
  }
  return 'rgb(255, 255, 255)';
}

/** Runs in the page. Texts whose contrast with what lies behind them is below 4.5 : 1. */
export function faintTexts() {
  const texts = [...document.querySelectorAll('body *')].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim()),
  );
  return texts.flatMap((element) => {
    const { color, fill } = getComputedStyle(element);
    const ink = element instanceof SVGElement ? fill : color;
    const [bright, dark] = [light(ink), light(behind(element))].toSorted((a, b) => b - a);
    const contrast = ((bright ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
    return contrast < 4.5 ? [`${element.textContent?.slice(0, 30)}: ${contrast.toFixed(2)}`] : [];
  });
}

/** Runs in the page. Things to press that are smaller than a thumb. */
export function smallTargets() {
  return [...document.querySelectorAll('button, select, input, a.button, nav a')].flatMap(
    (element) => {
      const { width, height } = element.getBoundingClientRect();
      return width < 44 || height < 44 ? [`${element.textContent}: ${width}x${height}`] : [];
    },
  );
}

/** Runs in the page. Cards and their parts that stick out of the page's width. */
export function outsideThePage() {
  const list = document.querySelector('.cards');
  const page = document.querySelector('main');
  const edge = page.getBoundingClientRect().right - 16;
  return [list, ...list.querySelectorAll('article, article > *')].flatMap((element) => {
    const { right } = element.getBoundingClientRect();
    return right > edge + 1 ? [`${element.className}: ${right} > ${edge}`] : [];
  });
}
