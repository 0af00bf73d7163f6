/** The telephone, with one number in office hours and another at every other time. */
import { randomDigits, type ChannelModule } from 'id-contact/comm'

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Amsterdam',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

const dayAndNight: ChannelModule = ({ setting }) => {
  const [opens, closes] = [setting('opens'), setting('closes')]
  const [day, night] = [setting('day'), setting('night')]

  function numberAt(moment: Date): string {
    const parts = clock.formatToParts(moment).map(({ type, value }) => [type, value])
    const { weekday, hour, minute } = Object.fromEntries(parts)
    const time = `${hour}:${minute}`
    return !weekday.startsWith('S') && opens <= time && time < closes ? day : night
  }

  return {
    kind: 'phone',

    // The kit asks for a code when the result was accepted and the right browser is back, and keeps it sealed.
    code: { make: () => randomDigits(9), lifetime: 600, extensions: 10 },

    // What the resident sees besides how the conversation stands. Without a code there is nothing to call with.
    view({ codeExpiresAt, extensions }, code) {
      if (!code || !codeExpiresAt) return {}
      const display = numberAt(new Date())
      const number = display.replaceAll(' ', '')
      const tel_url = `tel:${number},,${code}#`
      const expires_at = codeExpiresAt.toISOString()
      const extensions_left = Math.max(0, 10 - extensions)
      return { phone: { number, display, code, tel_url, expires_at, extensions_left } }
    },
  }
}
export default dayAndNight
