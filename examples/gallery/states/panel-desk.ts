/** Desks behind the panel of the gallery, and who waits there. */
import { exampleIdentity, type Identity } from '../../../src/agent/testing/examples.ts'
import { FakeDesk } from '../../../src/agent/testing/fake-desk.ts'
import type { Answer, Step } from './state.ts'

export const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()

export const proven: Identity = {
  ...exampleIdentity,
  attributes: [
    ...exampleIdentity.attributes.map((attribute) =>
      attribute.tag === 'birth_date' ? { ...attribute, value: '1984-02-29' } : attribute,
    ),
    {
      tag: 'address',
      label: { nl: 'Adres', en: 'Address' },
      value: 'Dorpsplein 1, 1234 AB Juinen',
      sensitive: false,
    },
  ],
}

export const permit = {
  nl: 'Vraag over een vergunning voor een dakkapel',
  en: 'Question about a permit for a dormer',
}

/** Three that wait; the first is who the agent takes. */
export const three =
  (identity?: Identity) =>
  (desk: FakeDesk): void => {
    desk.arrive({ id: 'first', waiting_since: ago(192) }, identity)
    desk.arrive({ id: 'second', waiting_since: ago(75), identified: false, purpose_name: permit })
    desk.arrive({ id: 'third', waiting_since: ago(8), channel: 'video', auth_method_name: 'Yivi' })
  }

/** A desk that begins anew with each page; the cookie of the agent's sign-in tells the pages apart. */
export function at(prepare: (desk: FakeDesk) => void = () => {}): Answer {
  const desks = new Map<string, FakeDesk>()
  return async (request, path, base) => {
    const { method, headers } = request
    const known = /gallery-agent=([\w-]+)/.exec(headers.get('cookie') ?? '')?.[1] ?? ''
    const agent = path === '/me' ? crypto.randomUUID() : known
    const desk = desks.get(agent) ?? new FakeDesk(base)
    if (!desks.has(agent)) prepare(desk)
    desks.set(agent, desk)
    const body = method === 'POST' ? await request.text() : undefined
    const answer = await desk.fetch(base + path, { method, headers, body })
    if (path === '/me')
      answer.headers.set('set-cookie', `gallery-agent=${agent}; Path=${new URL(base).pathname}`)
    return answer
  }
}

export const takeNext: Step[] = [{ click: '.queue > .primary' }, { see: '.band' }]
export const threeAnd = (more: (desk: FakeDesk) => void): Answer =>
  at((desk) => {
    three(proven)(desk)
    more(desk)
  })
