/** What is measured of a page, and runs in it. Each function stands alone, because it is sent there as text. */

export function tooFaint(): string[] {
  const found: string[] = []
  const channels = (color: string): number[] => (color.match(/[\d.]+/g) ?? []).map(Number)
  const luminance = (color: string): number => {
    const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = (element: Element | null): string => {
    for (
      let at = element;
      at;
      at =
        at.assignedSlot ??
        at.parentElement ??
        ((at.getRootNode() as ShadowRoot).host as Element | undefined) ??
        null
    ) {
      const { backgroundColor } = getComputedStyle(at)
      if ((channels(backgroundColor)[3] ?? 1) > 0) return backgroundColor
    }
    return 'rgb(255, 255, 255)'
  }
  const walk = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) walk(element.shadowRoot)
      const hasText = [...element.childNodes].some(
        (node) => node.nodeType === 3 && node.textContent!.trim(),
      )
      if (!hasText || element.getClientRects().length === 0 || element.matches('script, style'))
        continue
      const { color, fontSize, fontWeight } = getComputedStyle(element)
      const [light, dark] = [luminance(color), luminance(behind(element))].sort(
        (a, b) => b - a,
      ) as [number, number]
      const size = parseFloat(fontSize)
      const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700)
      const ratio = (light + 0.05) / (dark + 0.05)
      if (ratio < (isLarge ? 3 : 4.5))
        found.push(`${element.localName}.${element.className} ${ratio.toFixed(2)}`)
    }
  }
  walk(document)
  return found
}

export function tooWide(): string[] {
  const found: string[] = []
  const walk = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) walk(element.shadowRoot)
      const { right, left, width } = element.getBoundingClientRect()
      const isHidden = getComputedStyle(element).clipPath !== 'none' || width <= 1
      if (!isHidden && (right > innerWidth + 1 || left < -1))
        found.push(
          `${element.localName}#${element.id}.${element.className} ${element.textContent!.trim().slice(0, 40)}`,
        )
    }
  }
  walk(document)
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
    found.push('the page')
  return found
}

export function tooSmall(): string[] {
  const found: string[] = []
  const walk = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) walk(element.shadowRoot)
      if (!element.matches('button, a[href], input, summary, select')) continue
      // In a sentence the line decides (2.5.8, exception "inline"). The target of a radio or a checkbox is its label.
      if (element.matches('a') && getComputedStyle(element).display === 'inline') continue
      const target = element.matches('input[type=radio], input[type=checkbox]')
        ? (element.closest('label') ?? element)
        : element
      const { width, height } = target.getBoundingClientRect()
      if (width > 0 && (width < 44 || height < 44))
        found.push(
          `${`${element.localName}#${element.id}.${element.className} ${element.textContent!.trim().slice(0, 40)}`} ${Math.round(width)}×${Math.round(height)}`,
        )
    }
  }
  walk(document)
  return found
}

export function moving(): number {
  return document.getAnimations().filter(({ playState }) => playState === 'running').length
}

export function borderless(): string[] {
  const found: string[] = []
  const walk = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) walk(element.shadowRoot)
      if (!element.matches('button, a.primary') || element.getClientRects().length === 0) continue
      const { borderTopWidth, borderTopStyle, textDecorationLine } = getComputedStyle(element)
      const isVisible = parseFloat(borderTopWidth) > 0 && borderTopStyle !== 'none'
      if (!isVisible && textDecorationLine === 'none')
        found.push(
          `${element.localName}#${element.id}.${element.className} ${element.textContent!.trim().slice(0, 40)}`,
        )
    }
  }
  walk(document)
  return found
}

/** What looks as if it were not pressed: a weight of letters alone is not seen by everybody. */
export function unseenPresses(): string[] {
  const found: string[] = []
  const walk = (root: Document | ShadowRoot): void => {
    const pressed: Record<string, HTMLElement[]> = { true: [], false: [] }
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) walk(element.shadowRoot)
      const state = element.getAttribute('aria-pressed')
      if (state && element.getClientRects().length > 0) pressed[state]!.push(element)
    }
    const lookOf = (element: HTMLElement): string =>
      [element, ...element.children]
        .map((one) => getComputedStyle(one))
        .map(({ backgroundColor, borderTopColor }) => `${backgroundColor} ${borderTopColor}`)
        .join()
    const others = pressed.false!.map(lookOf)
    for (const element of pressed.true!)
      if (others.includes(lookOf(element)))
        found.push(`${element.localName}#${element.id} ${element.textContent!.trim().slice(0, 40)}`)
  }
  walk(document)
  return found
}

export function clipped(): string[] {
  const found: string[] = []
  const walk = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      if (element.shadowRoot) walk(element.shadowRoot)
      const { overflowX, overflowY, clipPath, position } = getComputedStyle(element)
      // Words for screen readers alone are cut off on purpose.
      if (clipPath !== 'none' || position === 'absolute') continue
      const isCut =
        (overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1) ||
        (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1)
      if (isCut)
        found.push(
          `${element.localName}#${element.id}.${element.className} ${element.textContent!.trim().slice(0, 40)}`,
        )
    }
  }
  walk(document)
  return found
}
