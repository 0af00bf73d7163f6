import { expect } from '@open-wc/testing'
import { sendKeys } from '@web/test-runner-commands'
import { exampleIdentity, refuse } from '../../src/agent/testing/fake-desk.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

const name = 'Willeke de Bruijn-Aşçı'
const bsn = '000000012'

describe('<id-contact-agent-panel>', () => {
  let stage: Stage
  beforeEach(() => (stage = new Stage()))
  afterEach(() => stage.close())

  const arrive = (id: string): void =>
    stage.desk.arrive({ id }, structuredClone(exampleIdentity), '482917306')

  async function talk(): Promise<void> {
    if (!stage.desk.waiting.length) arrive('a')
    await stage.open()
    await stage.sees('Neem de volgende')
    await stage.click('Neem de volgende')
    await stage.sees(name)
  }

  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await sendKeys({ press: key })
    await stage.panel.updateComplete
  }

  function expectNothingLeft(): void {
    for (const value of [name, 'Willeke', bsn, '10-03-1997'])
      expect(stage.everything).to.not.contain(value)
    expect(localStorage.length + sessionStorage.length).to.equal(0)
    expect(document.title).to.not.contain('Willeke')
  }

  describe('with the keyboard', () => {
    it('takes somebody, shows, hides, and hangs up', async () => {
      arrive('a')
      await stage.open()
      stage.button('Neem de volgende').focus()
      await press('Enter')
      await stage.sees(name)
      expect(stage.focused).to.equal('conversation-title')
      await press('Tab')
      expect(stage.focused).to.equal('Kopieer Naam')
      await press('Tab', 'Space')
      expect(stage.focused).to.equal('Verberg BSN')
      expect(stage.text).to.contain(bsn)
      await press('Enter')
      expect(stage.text).to.not.contain(bsn)
      stage.button('Ophangen en wissen').focus()
      await press('Enter')
      expect(stage.focused).to.equal('question')
      await press('Escape')
      expect(stage.has('Wilt u ophangen?')).to.equal(false)
      expect(stage.focused).to.equal('end')
      await press('Enter', 'Tab', 'Enter')
      await stage.sees('Gewist.')
      expect(stage.focused).to.equal('conversation-title')
      expectNothingLeft()
    })

    it('does nothing at single keys', async () => {
      arrive('a')
      await stage.open()
      stage.button('Uitloggen').focus()
      await press('n', 'a', '1', 'Escape')
      expect(stage.desk.requests.filter(({ method }) => method === 'POST')).to.have.length(0)
    })

    it('takes a code, groups it while it is typed, and sends it with Enter', async () => {
      arrive('a')
      await stage.open()
      const field = stage.query<HTMLInputElement>('#code')!
      field.focus()
      await sendKeys({ type: '4829' })
      expect(field.value).to.equal('482 9')
      await sendKeys({ type: '17306' })
      expect(field.value).to.equal('482 917 306')
      await press('Home', 'ArrowRight', 'Delete')
      expect(field.value).to.equal('429 173 06')
      expect(field.selectionStart).to.equal(1)
      await sendKeys({ type: '8' })
      expect(field.value).to.equal('482 917 306')
      expect(field.selectionStart).to.equal(2)
      await press('End', 'Backspace', 'Backspace', 'Backspace', 'Backspace')
      expect(field.value).to.equal('482 91')
      await sendKeys({ type: 'x7-30 6' })
      expect(field.value).to.equal('482 917 306')
      await press('Enter')
      await stage.sees(name)
      const sent = stage.desk.requests.find(({ path }) => path === '/conversations/code')
      expect(sent!.body).to.deep.equal({ code: '482917306' })
      expect(stage.everything).to.not.contain('482')
    })
  })

  describe('code of the caller', () => {
    const enter = async (text: string): Promise<HTMLInputElement> => {
      const field = stage.query<HTMLInputElement>('#code')!
      field.focus()
      field.value = text
      field.dispatchEvent(new Event('input'))
      await press('Enter')
      return field
    }

    it('may be pasted with spaces and dashes', async () => {
      await stage.open()
      expect((await enter(' 482-917–306 ')).value).to.equal('482 917 306')
    })

    it('that is wrong is said at the field, and the focus stays', async () => {
      await stage.open()
      const field = await enter('111222333')
      await stage.until(() => field.getAttribute('aria-invalid') === 'true')
      const [error] = field.getAttribute('aria-describedby')!.split(' ')
      expect(stage.query(`#${error}`)!.textContent).to.contain('Deze code klopt niet')
      expect(stage.status).to.contain('Deze code klopt niet')
      expect(stage.focused).to.equal('code')
      expect(field.value).to.equal('111 222 333')
    })

    it('that is too short is not sent', async () => {
      await stage.open()
      await enter('1234')
      expect(stage.text).to.contain('Deze code is niet compleet.')
      expect(stage.desk.requests.some(({ path }) => path === '/conversations/code')).to.equal(false)
    })

    it('says how long to wait after too many', async () => {
      await stage.open()
      stage.desk.answers.set('/conversations/code', () =>
        refuse(429, 'too-many-codes', { headers: { 'retry-after': '300' } }),
      )
      await enter('111222333')
      await stage.sees('Er waren te veel foute codes. Probeer het over 5 minuten opnieuw.')
    })
  })

  describe('queue', () => {
    it('says once, politely, that somebody came, and leaves the focus where it is', async () => {
      await stage.open()
      const field = stage.query<HTMLInputElement>('#code')!
      field.focus()
      field.value = '482'
      field.dispatchEvent(new Event('input'))
      let changes = 0
      const region = stage.query('[role=status]')!
      new MutationObserver(() => changes++).observe(region, {
        subtree: true,
        characterData: true,
        childList: true,
      })
      for (const id of ['a', 'b', 'c', 'd']) arrive(id)
      await stage.sees('4 wachten')
      await stage.pause(1100)
      expect(stage.status).to.equal('Nieuw in de wachtrij: Verhuizing doorgeven, Telefoon.')
      expect(changes).to.equal(1)
      expect(stage.query('[role=status]')).to.equal(region)
      expect(stage.focused).to.equal('code')
      expect(field.value).to.equal('482')
    })

    it('counts the time each second, without saying so', async () => {
      arrive('a')
      await stage.open()
      const first = stage.query('.time')!.textContent
      const { status } = stage
      await stage.until(() => stage.query('.time')!.textContent !== first)
      expect(stage.status).to.equal(status)
    })

    it('keeps a row that a colleague took for a moment, and the focus in the panel', async () => {
      arrive('a')
      await stage.open()
      stage.hurry()
      stage.query<HTMLElement>('.row button')!.focus()
      stage.desk.leave({ id: 'a', reason: 'accepted', by: 'colleague' })
      await stage.sees('Opgepakt door een collega')
      expect(stage.status).to.contain('Opgepakt door een collega')
      expect(stage.focused).to.equal('queue-title')
      await stage.until(() => !stage.query('.row'))
      expect(stage.text).to.match(/Niemand wacht sinds \d\d\.\d\d uur\./)
    })

    it('drops a row of somebody who left by themselves without a word', async () => {
      arrive('a')
      await stage.open()
      stage.desk.leave({ id: 'a', reason: 'withdrawn', by: undefined })
      await stage.until(() => !stage.query('.row'))
      expect(stage.status).to.equal('')
    })

    it('says so when a colleague was first', async () => {
      arrive('a')
      await stage.open()
      stage.desk.answers.set('/conversations/a/accept', () => refuse(409, 'taken'))
      stage.query<HTMLElement>('.row button')!.click()
      await stage.until(() => stage.status === 'Opgepakt door een collega')
      expect(stage.query('.taken')).to.not.equal(null)
    })

    it('says so when nobody waits any more, or when it is over', async () => {
      arrive('a')
      await stage.open()
      stage.desk.answers.set('/conversations/a/accept', () => refuse(410, 'gone'))
      stage.query<HTMLElement>('.row button')!.click()
      await stage.sees('Deze persoon wacht niet meer.')
      stage.desk.answers.set('/conversations/next', () => new Response(null, { status: 204 }))
      await stage.click('Neem de volgende')
      await stage.sees('Er wacht nu niemand meer.')
    })

    it('takes one at a double click', async () => {
      arrive('a')
      arrive('b')
      await stage.open()
      const button = stage.button('Neem de volgende')
      button.click()
      button.click()
      await stage.sees(name)
      await stage.pause(20)
      expect(stage.desk.active.size).to.equal(1)
    })
  })

  describe('values', () => {
    it('are masked when they are sensitive, and then not in the page', async () => {
      await talk()
      expect(stage.everything).to.not.contain(bsn)
      await stage.click('Toon BSN')
      expect(stage.everything).to.contain(bsn)
      await stage.click('Verberg BSN')
      expect(stage.everything).to.not.contain(bsn)
    })

    it('are copied without being shown, and without what would deceive', async () => {
      const written: string[] = []
      const writeText = (text: string): Promise<void> => {
        written.push(text)
        return Promise.resolve()
      }
      const real = navigator.clipboard.writeText
      navigator.clipboard.writeText = writeText
      const identity = structuredClone(exampleIdentity)
      identity.attributes[1]!.value = 'Jan\u202e\u0007 Jansen\n'
      stage.desk.arrive({ id: 'a' }, identity)
      await stage.open()
      await stage.click('Neem de volgende')
      await stage.sees('Kopieer BSN')
      await stage.click('Kopieer BSN')
      await stage.sees('BSN is gekopieerd.')
      await stage.click('Kopieer Naam')
      expect(written).to.deep.equal([bsn, 'Jan Jansen '])
      expect(stage.everything).to.not.contain(bsn)
      await stage.sees('Gekopieerd Naam')
      navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed'))
      await stage.click('Kopieer Geboortedatum')
      await stage.sees('Kopiëren lukt niet.')
      navigator.clipboard.writeText = real
    })

    it('are gone at once when the connection is lost, and come back with it, masked', async () => {
      await talk()
      await stage.click('Toon BSN')
      stage.button('Kopieer Naam').focus()
      stage.hurry()
      stage.desk.down = true
      stage.desk.break()
      await stage.sees('Geen verbinding')
      expectNothingLeft()
      expect(stage.status).to.equal('Geen verbinding. De gegevens zijn verborgen.')
      expect(stage.focused).to.equal('title')
      stage.desk.down = false
      await stage.sees(name)
      expect(stage.everything).to.not.contain(bsn)
      expect(stage.status).to.contain('Er is weer verbinding.')
      expect(stage.focused).to.equal('conversation-title')
    })

    it('stay away when the conversation ended during a lost connection', async () => {
      await talk()
      stage.hurry()
      stage.desk.down = true
      stage.desk.break()
      await stage.sees('Geen verbinding')
      stage.desk.active.clear()
      stage.desk.down = false
      await stage.sees('Gewist.')
      expectNothingLeft()
    })

    it('are gone when the resident hangs up or the time is over', async () => {
      await talk()
      stage.button('Kopieer Naam').focus()
      stage.desk.end('a', 'expired')
      await stage.sees('Gewist. De tijd voor dit gesprek is om.')
      expectNothingLeft()
      expect(stage.focused).to.equal('conversation-title')
    })

    it('are gone while the desk is still to be told that it ended, and when it cannot be', async () => {
      await talk()
      await stage.click('Ophangen en wissen')
      stage.desk.answers.set('/conversations/a/end', () => refuse(503, 'unavailable'))
      await stage.click('Ja, ophangen')
      expectNothingLeft()
      await stage.sees('Ophangen lukt niet.')
      expectNothingLeft()
      stage.desk.answers.clear()
      await stage.click('Ophangen en wissen')
      await stage.click('Ja, ophangen')
      await stage.sees('Gewist.')
    })

    it('are gone when the element leaves the page, and fetched when it is back', async () => {
      await talk()
      const parent = stage.panel.parentElement!
      stage.panel.remove()
      expectNothingLeft()
      await stage.until(() => stage.desk.openStreams === 0)
      parent.append(stage.panel)
      await stage.sees(name)
    })

    it('are gone when the page is left, and fetched when it comes back from the history', async () => {
      await talk()
      dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
      expectNothingLeft()
      await stage.pause(20)
      expect(stage.desk.openStreams).to.equal(0)
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
      await stage.sees(name)
    })

    it('are gone when the sign-in is over', async () => {
      await talk()
      stage.hurry()
      stage.desk.signedIn = false
      stage.desk.login = '/login'
      stage.desk.break()
      await stage.sees('U bent niet ingelogd')
      expectNothingLeft()
      const link = stage.button('Inloggen') as HTMLAnchorElement
      expect(link.href).to.equal('https://desk.example/login')
    })

    it('come back after a reload', async () => {
      await talk()
      stage.close()
      const { desk } = stage
      stage = new Stage()
      for (const [id, conversation] of desk.active) stage.desk.active.set(id, conversation)
      await stage.open()
      await stage.sees(name)
      expect(stage.focused).to.equal('')
    })
  })

  it('goes back to the queue five seconds after the end', async () => {
    await talk()
    stage.hurry()
    arrive('b')
    stage.desk.end('a')
    await stage.sees('Gewist.')
    expect(stage.has('Neem op')).to.equal(true)
    await stage.sees('U bent niet in gesprek')
    expect(stage.has('Gewist.')).to.equal(false)
  })

  it('signs out', async () => {
    stage.desk.login = '/login'
    await stage.open()
    await stage.click('Uitloggen')
    await stage.sees('Inloggen')
    expect(stage.desk.requests.some(({ path }) => path === '/logout')).to.equal(true)
  })

  it('tries again when the desk cannot be reached at first', async () => {
    stage.hurry()
    stage.desk.down = true
    await stage.open()
    expect(stage.text).to.contain('Geen verbinding')
    stage.desk.down = false
    await stage.sees('Niemand wacht.')
  })

  it('asks the tool for its token at each request, also after the function changed', async () => {
    stage.desk.tokens = ['one', 'two']
    stage.panel.getToken = () => 'one'
    await stage.open()
    expect(stage.has('Uitloggen')).to.equal(false)
    stage.panel.getToken = async () => 'two'
    await stage.panel.updateComplete
    arrive('a')
    await stage.sees('Neem de volgende')
    await stage.click('Neem de volgende')
    await stage.sees(name)
    const tokens = stage.desk.requests.map(({ headers }) => headers.get('authorization'))
    expect(tokens[0]).to.equal('Bearer one')
    expect(tokens.at(-1)).to.equal('Bearer two')
    const connections = stage.desk.requests.filter(({ path }) => path === '/me')
    expect(connections).to.have.length(1)
  })

  it('goes to another desk when it is told to', async () => {
    await talk()
    stage.panel.desk = `${stage.desk.url}/`
    await stage.panel.updateComplete
    await stage.pause(20)
    await stage.sees(name)
    expect(stage.desk.openStreams).to.equal(1)
  })

  it('tells the page what happens, and nothing of the resident', async () => {
    const seen: [string, unknown][] = []
    const add = (event: CustomEvent): unknown => seen.push([event.type, event.detail])
    stage.panel.addEventListener('id-contact-accept', add)
    stage.panel.addEventListener('id-contact-end', ({ type, detail, bubbles, composed }) => {
      seen.push([type, detail])
      expect(bubbles && composed).to.equal(true)
      expect(detail.reason).to.equal('ended')
    })
    stage.panel.addEventListener('id-contact-error', add)
    await talk()
    stage.desk.end('a')
    await stage.sees('Gewist.')
    stage.desk.answers.set('/conversations/next', () => refuse(500, 'internal'))
    arrive('b')
    await stage.sees('Neem de volgende')
    await stage.click('Neem de volgende')
    await stage.sees('Dat lukt niet. Probeer het nog eens.')
    const about = { id: 'a', purpose: 'report_move', channel: 'phone' }
    expect(seen).to.deep.equal([
      ['id-contact-accept', about],
      ['id-contact-end', { ...about, reason: 'ended' }],
      ['id-contact-error', { code: 'ERR_ID_CONTACT_PROBLEM' }],
    ])
  })
})
