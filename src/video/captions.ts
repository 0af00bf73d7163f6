/** Captions of what somebody says, where the browser can write them by itself and on the device: what is said goes nowhere else. */

/** Of the Web Speech API, what is used here. */
interface Recognition extends EventTarget {
  lang: string
  continuous: boolean
  interimResults: boolean
  processLocally: boolean
  start(track: MediaStreamTrack): void
  abort(): void
}

interface RecognitionClass {
  new (): Recognition
  available?(options: { langs: string[]; processLocally: boolean }): Promise<string>
}

interface Results extends Event {
  resultIndex: number
  results: ArrayLike<ArrayLike<{ transcript: string }> & { isFinal: boolean }>
}

const classOf = (): RecognitionClass | undefined =>
  (globalThis as { SpeechRecognition?: RecognitionClass }).SpeechRecognition

/** Whether captions can be made here, in this language, without a server. */
export async function canCaption(language: string): Promise<boolean> {
  const options = { langs: [language], processLocally: true }
  const answer = await classOf()
    ?.available?.(options)
    .catch(() => 'unavailable')
  return answer === 'available'
}

/**
 * Writes what is heard in a track, sentence by sentence, until it is stopped or the track ends.
 *
 * @param onText gets each piece of text as it is known for sure. Text, never markup.
 * @returns the function that stops it
 */
export function caption(
  track: MediaStreamTrack,
  language: string,
  onText: (text: string) => void,
): () => void {
  const recognition = new (classOf()!)()
  let isOn = true
  Object.assign(recognition, { lang: language, continuous: true, processLocally: true })
  recognition.addEventListener('result', (event) => {
    const { resultIndex, results } = event as Results
    for (const result of Array.from(results).slice(resultIndex))
      if (result.isFinal && result[0]) onText(result[0].transcript.trim())
  })
  // It ends by itself after a silence.
  recognition.addEventListener('end', () => {
    if (isOn && track.readyState === 'live') recognition.start(track)
  })
  recognition.start(track)
  return () => {
    isOn = false
    recognition.abort()
  }
}
