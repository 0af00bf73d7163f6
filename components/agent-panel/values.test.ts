import { expect } from '@open-wc/testing'
import { exampleIdentity } from '../../src/agent/testing/examples.ts'
import { refuse } from '../../src/agent/testing/fake-desk.ts'
import { afterEach, beforeEach, describe, it } from '../../src/protocol/testing/mocha.ts'
import { Stage } from './testing/panel.ts'

const name = 'Willeke de Bruijn-Aşçı'
const bsn = '000000012'

describe('<id-contact-agent-panel> and the values of a person', () => {
  let stage: Stage
  beforeEach(() => (stage = new Stage()))
  afterEach(() => stage.close())

  async function talk(): Promise<void> {
    if (!stage.desk.waiting.length) stage.arrive('a')
    await stage.takeNext()
    await stage.sees(name)
  }

  function expectNothingLeft(): void {
    for (const value of [name, 'Willeke', bsn, '10-03-1997'])
      expect(stage.everything).to.not.contain(value)
    expect(localStorage.length + sessionStorage.length).to.equal(0)
    expect(document.title).to.not.contain('Willeke')
  }

  it('has a number to call back, for as long as the conversation is there', async () => {
    stage.desk.arrive({ id: 'a', call_back: true }, structuredClone(exampleIdentity))
    await stage.open()
    await stage.sees('Wil teruggebeld worden')
    await stage.click('Neem de volgende')
    await stage.sees(name)
    stage.desk.change('a', { call_back: { number: '+31612345678', display: '06 12345678' } })
    await stage.sees('Bel terug op 06 12345678')
    expect(stage.everything).to.contain('tel:+31612345678')
    await stage.click('Ophangen en wissen')
    await stage.click('Ja, ophangen en wissen')
    await stage.sees('Gewist')
    expect(stage.everything).to.not.contain('12345678')
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
      await stage.until(() => stage.status.includes('Er is weer verbinding.'))
      await stage.sees(name)
      expect(stage.everything).to.not.contain(bsn)
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
      expect(link.href).to.equal(`${stage.desk.url}/login`)
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
})
