/** Lines in a picture that a document can show: SVG, without a script, font or address of anybody. */

export interface Plot {
  title: string
  /** Logarithmic. */
  x: { label: string; ticks: number[] }
  /** From zero. */
  y: { label: string }
  lines: Line[]
}

export interface Line {
  name: string
  points: [x: number, y: number][]
  /** What the others are to be compared with: dashed, and only as far as they go. */
  isReference?: boolean
}

const width = 760
const height = 430
const area = { left: 64, top: 48, right: 540, bottom: 360 }
/** Told apart by people who see few colours too, and each with a mark of its own; 4.5 to 1 or more on white. */
const colours = ['#0b5cad', '#a23b00', '#1a7a3c', '#7a2a8c', '#5a5a00']
const grey = '#555555'
const marks = [
  'M-4-4h8v8h-8z',
  'M0-5l5 9h-10z',
  'M-5 0l5-5 5 5-5 5z',
  'M-4-4l8 8m0-8l-8 8',
  'M-5 0h10m-5-5v10',
]

export function plot({ title, x, y, lines }: Plot): string {
  const [from, to] = [Math.min(...x.ticks), Math.max(...x.ticks)]
  const highest = Math.max(
    ...lines.flatMap(({ points, isReference }) =>
      isReference ? [] : points.map(([, value]) => value),
    ),
  )
  const step = niceStep(highest)
  const top = Math.ceil(highest / step) * step
  const across = (value: number): number =>
    area.left + (Math.log(value / from) / Math.log(to / from)) * (area.right - area.left)
  const up = (value: number): number => area.bottom - (value / top) * (area.bottom - area.top)

  const grid = Array.from({ length: Math.round(top / step) + 1 }, (_, n) => n * step).map(
    (value) =>
      `<path d="M${area.left} ${at(up(value))}H${area.right}" stroke="#ddd"/>` +
      text(area.left - 8, up(value) + 4, String(Number(value.toFixed(2))), 'end'),
  )
  const ticks = x.ticks.map(
    (value) =>
      `<path d="M${at(across(value))} ${area.bottom}v5" stroke="#333"/>` +
      text(across(value), area.bottom + 20, value.toLocaleString('en'), 'middle'),
  )
  const shown = lines.map((line) => ({
    ...line,
    points: line.points.filter(([, value]) => value <= top),
  }))
  const names = spread(shown.map(({ points }) => up(points.at(-1)![1])))
  const drawn = shown.map(({ name, points, isReference }, index) => {
    const colour = isReference ? grey : colours[index % colours.length]!
    const places = points.map(([px, py]) => `${at(across(px))} ${at(up(py))}`)
    const mark = marks[index % marks.length]
    const dots = places.map((place) => `<path transform="translate(${place})" d="${mark}"/>`)
    const [lastX, lastY] = [across(points.at(-1)![0]), up(points.at(-1)![1])]
    const label =
      lastX < area.right - 1
        ? text(lastX + 8, lastY + 12, name, 'start', colour)
        : `<path d="M${at(lastX + 4)} ${at(lastY)}L${at(lastX + 16)} ${at(names[index]!)}" stroke="${colour}" fill="none"/>` +
          text(lastX + 20, names[index]! + 4, name, 'start', colour)
    return (
      `<g fill="${colour}" stroke="${colour}" stroke-width="2">` +
      `<path d="M${places.join('L')}" fill="none"${isReference ? ' stroke-dasharray="6 5"' : ''}/>` +
      `${isReference ? '' : dots.join('')}</g>${label}`
    )
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="sans-serif" font-size="13">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${area.left}" y="26" font-size="16" font-weight="bold" fill="#222">${escaped(title)}</text>`,
    ...grid,
    `<path d="M${area.left} ${area.top}V${area.bottom}H${area.right}" fill="none" stroke="#333"/>`,
    ...ticks,
    text((area.left + area.right) / 2, area.bottom + 46, x.label, 'middle'),
    `<g transform="translate(18 ${(area.top + area.bottom) / 2}) rotate(-90)">${text(0, 0, y.label, 'middle')}</g>`,
    ...drawn,
    '</svg>\n',
  ].join('\n')
}

const at = (value: number): string => String(Number(value.toFixed(1)))

const escaped = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const text = (x: number, y: number, words: string, anchor: string, colour = '#222'): string =>
  `<text x="${at(x)}" y="${at(y)}" text-anchor="${anchor}" fill="${colour}">${escaped(words)}</text>`

/** 1, 2 or 5 times a power of ten, so that there are about five. */
function niceStep(highest: number): number {
  const power = 10 ** Math.floor(Math.log10(highest / 5))
  return power * [1, 2, 5, 10].find((factor) => highest / (power * factor) <= 6)!
}

/** Heights of words that would stand on each other, moved apart. */
function spread(heights: number[]): number[] {
  const line = 17
  const sorted = heights
    .map((height, index) => ({ height, index }))
    .sort((a, b) => a.height - b.height)
  for (let n = 1; n < sorted.length; n++)
    sorted[n]!.height = Math.max(sorted[n]!.height, sorted[n - 1]!.height + line)
  const over = Math.max(0, sorted.at(-1)!.height - area.bottom)
  const moved: number[] = []
  for (const { height, index } of sorted) moved[index] = height - over
  return moved
}
