import { expect } from '@open-wc/testing'
import { sendKeys, sendMouse } from '@web/test-runner-commands'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

describe('<id-contact-agent-panel> with a long queue', () => {
  let stage: Stage
  beforeEach(() => (stage = new Stage()))
  afterEach(async () => {
    await sendMouse({ type: 'move', position: [0, 0] })
    stage.close()
  })

  const list = (): HTMLElement => stage.query('ul')!
  const rows = (): HTMLElement[] => [...stage.root.querySelectorAll<HTMLElement>('li.row')]
  const row = (id: string): HTMLElement => stage.query(`[data-id=${id}]`)!
  const places = (): number[] => rows().map((row) => Number(row.getAttribute('aria-posinset')))
  const focusedRow = (): string | undefined =>
    stage.root.activeElement?.closest<HTMLElement>('li')?.dataset.id
  const top = (id: string): number => Math.round(row(id).getBoundingClientRect().top)
  const isInSight = (id: string): boolean => {
    const [box, found] = [list().getBoundingClientRect(), row(id)?.getBoundingClientRect()]
    return !!found && found.top >= box.top - 1 && found.bottom <= box.bottom + 1
  }
  /** What was not in sight yet may take more room than was thought. */
  const toEnd = (): boolean => {
    list().scrollTop = list().scrollHeight
    return isInSight('c999')
  }
  const settled = async (): Promise<void> => {
    await stage.pause(200)
    await stage.panel.updateComplete
  }

  function fill(count: number): void {
    for (let n = 0; n < count; n++)
      stage.desk.arrive({
        id: `c${n}`,
        purpose: n % 4 ? 'permit' : 'waste',
        // Some take two lines and some three.
        purpose_name: n % 4 ? 'Vraag over een vergunning voor een dakkapel aan de straat' : 'Afval',
        channel: n % 3 ? 'phone' : 'chat',
        waiting_since: new Date(Date.now() - (5000 - n) * 1000).toISOString(),
      })
  }
  const leave = (id: string): void => stage.desk.leave({ id, reason: 'withdrawn', by: undefined })

  async function open(count = 1000, width = 640): Promise<void> {
    fill(count)
    stage.width = width
    await stage.open()
    await stage.until(() => stage.query('ul.long'))
    await settled()
  }

  async function pointAt(id: string): Promise<void> {
    row(id).scrollIntoView({ block: 'center' })
    const { left, top, width, height } = row(id).getBoundingClientRect()
    const [x, y] = [left + width / 2, top + height / 2].map(Math.round) as [number, number]
    await sendMouse({ type: 'move', position: [x, y] })
    await settled()
  }

  it('has all rows of a short one in the page, and needs no numbers for them', async () => {
    fill(60)
    await stage.open()
    await stage.until(() => rows().length === 60)
    expect(stage.query('[aria-setsize], ul.long')).to.equal(null)
  })

  for (const width of [280, 1200])
    it(`has only those in sight in the page, and says which of all they are, at ${width} pixels`, async () => {
      await open(1000, width)
      expect(stage.has('1000 wachten')).to.equal(true)
      expect(rows().length).to.be.within(5, 40)
      expect(places()).to.deep.equal(rows().map((_, at) => at + 1))
      expect(row('c0').getAttribute('aria-setsize')).to.equal('1000')
      // One below the other, without a gap and without one over another.
      const edges = rows().map((one) => one.getBoundingClientRect())
      for (const [at, { bottom }] of edges.slice(0, -1).entries())
        expect(edges[at + 1]!.top).to.be.closeTo(bottom, 1)
      expect(list().scrollWidth).to.equal(list().clientWidth)
    })

  it('shows the last one at the end, and takes it', async () => {
    await open()
    await stage.until(toEnd)
    expect(places().at(-1)).to.equal(1000)
    row('c999').querySelector('button')!.click()
    await stage.until(() => stage.desk.active.has('c999'))
  })

  it('is walked with Tab from one row to the next, beyond those in sight', async () => {
    await open(200)
    row('c0').querySelector('button')!.focus()
    for (let n = 1; n <= 40; n++) {
      await sendKeys({ press: 'Tab' })
      expect(focusedRow()).to.equal(`c${n}`)
    }
    expect(isInSight('c40')).to.equal(true)
    await sendKeys({ down: 'Shift' })
    await sendKeys({ press: 'Tab' })
    await sendKeys({ up: 'Shift' })
    expect(focusedRow()).to.equal('c39')
  })

  it('is walked with arrows, and to either end at once', async () => {
    await open()
    row('c0').querySelector('button')!.focus()
    const press = async (key: string, id: string): Promise<void> => {
      await sendKeys({ press: key })
      await stage.until(() => focusedRow() === id)
      await settled()
      expect(focusedRow()).to.equal(id)
      // On a busy machine a few pictures later.
      await stage.until(() => isInSight(id))
    }
    await press('ArrowDown', 'c1')
    await press('PageDown', 'c11')
    await press('End', 'c999')
    await press('ArrowUp', 'c998')
    await press('Home', 'c0')
  })

  it('keeps the row that has the focus when it is scrolled out of sight', async () => {
    await open()
    row('c3').querySelector('button')!.focus()
    list().scrollTop = 40_000
    await settled()
    expect(focusedRow()).to.equal('c3')
    expect(rows().length).to.be.lessThan(40)
    await sendKeys({ press: 'Tab' })
    expect(focusedRow()).to.equal('c4')
    await settled()
    expect(isInSight('c4')).to.equal(true)
  })

  it('keeps the row that has the focus when it leaves, until the focus goes on', async () => {
    await open()
    row('c3').querySelector('button')!.focus()
    leave('c3')
    await stage.until(() => /wacht niet meer/.test(row('c3').textContent))
    expect(focusedRow()).to.equal('c3')
    expect(stage.has('999 wachten')).to.equal(true)
    await sendKeys({ press: 'Tab' })
    await stage.until(() => !row('c3'))
    expect(focusedRow()).to.equal('c4')
  })

  it('does not take the focus, nor move anything, when somebody comes', async () => {
    await open(999)
    list().scrollTop = 3000
    await settled()
    const id = rows()[10]!.dataset.id!
    const before = top(id)
    stage.query<HTMLElement>('#code')!.focus()
    stage.desk.arrive({ id: 'new' })
    await stage.sees('1000 wachten')
    await settled()
    expect(top(id)).to.equal(before)
    expect(stage.focused).to.equal('code')
  })

  it('keeps the rows in sight where they are when others before them leave', async () => {
    await open()
    list().scrollTop = 3000
    await settled()
    const id = rows()[10]!.dataset.id!
    const before = top(id)
    for (let n = 0; n < 5; n++) leave(`c${n}`)
    await stage.sees('995 wachten')
    await settled()
    expect(top(id)).to.be.closeTo(before, 1)
  })

  for (const count of [10, 1000])
    it(`keeps what the pointer is at where it is, of ${count}`, async () => {
      fill(count)
      await stage.open()
      await stage.until(() => rows().length > 9)
      await settled()
      await pointAt('c2')
      const before = top('c2')
      leave('c0')
      leave('c1')
      await stage.until(() => !row('c0') && !row('c1'))
      await settled()
      expect(top('c2')).to.be.closeTo(before, 1)
      leave('c2')
      await stage.until(() => /wacht niet meer/.test(row('c2').textContent))
      expect(top('c2')).to.be.closeTo(before, 1)
      await sendMouse({ type: 'move', position: [0, 0] })
      await stage.until(() => !row('c2'))
      await settled()
      expect(top('c3')).to.be.lessThan(before)
      expect(list().scrollTop).to.equal(0)
    })

  it('begins at the first again when the agent wants to see others', async () => {
    await open()
    list().scrollTop = 40_000
    await settled()
    const select = stage.query<HTMLSelectElement>('#filter-purpose')!
    select.value = 'waste'
    select.dispatchEvent(new Event('change'))
    await stage.sees('250 van 1000 wachten')
    await settled()
    expect(list().scrollTop).to.equal(0)
    expect(
      rows()
        .slice(0, 3)
        .map(({ dataset }) => dataset.id),
    ).to.deep.equal(['c0', 'c4', 'c8'])
    expect(row('c4').getAttribute('aria-posinset')).to.equal('2')
    expect(row('c4').getAttribute('aria-setsize')).to.equal('250')
  })

  it('can be scrolled with the keyboard while the agent talks, and has no buttons', async () => {
    await open()
    await stage.click('Neem de volgende')
    await stage.sees('In gesprek')
    await settled()
    expect(list().tabIndex).to.equal(0)
    expect(stage.query('li button')).to.equal(null)
  })

  it('takes the measure anew when the panel becomes wider', async () => {
    await open(1000, 280)
    const narrow = list().scrollHeight
    stage.width = 1200
    await settled()
    expect(list().scrollHeight).to.be.lessThan(narrow * 0.8)
    await stage.until(toEnd)
  })

  it('counts on in the rows in sight alone, and renders nothing for it', async () => {
    await open()
    const changed = new Set<Node>()
    let renderings = 0
    stage.panel.addController({ hostUpdate: () => void renderings++ })
    const observer = new MutationObserver((all) => {
      for (const { target } of all) changed.add(target)
    })
    observer.observe(stage.root, { subtree: true, childList: true, characterData: true })
    await stage.pause(2200)
    observer.disconnect()
    expect(renderings).to.equal(0)
    expect(changed.size).to.be.within(5, rows().length)
    for (const node of changed)
      expect(node.parentElement?.className ?? (node as Element).className).to.equal('time')
  })

  it("counts by the desk's clock: the machine's may be wrong", async () => {
    stage.desk.ahead = -7 * 3_600_000
    stage.desk.arrive({ id: 'a' })
    await stage.open()
    await stage.until(() => /^wacht \d sec/.test(stage.query('.time')?.textContent ?? ''))
    await stage.pause(1500)
    expect(stage.query('.time')!.textContent).to.match(/^wacht [1-9] sec/)
  })
})
