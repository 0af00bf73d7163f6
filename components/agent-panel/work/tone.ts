/** Two short notes, in hertz. */
const notes = [660, 880]
/** How long each is heard, in seconds. */
const length = 0.16
/** How long a browser may take to let it be heard, in milliseconds. */
const patience = 300

/**
 * Plays a short sound. It is made here, so that no page needs to allow a file of anybody.
 *
 * @returns whether it was heard: browsers play nothing in a page that nobody has touched yet, nor in a frame that may not
 */
export async function playTone(): Promise<boolean> {
  let audio: AudioContext | undefined
  try {
    audio = new AudioContext()
    // What may not be heard yet waits for ever.
    await Promise.race([audio.resume(), new Promise((late) => setTimeout(late, patience))])
    if (audio.state !== 'running') return false
    await Promise.all(notes.map((frequency, index) => note(audio!, frequency, index * length)))
    return true
  } catch {
    return false
  } finally {
    void audio?.close().catch(() => {})
  }
}

function note(audio: AudioContext, frequency: number, after: number): Promise<unknown> {
  const start = audio.currentTime + after
  const volume = audio.createGain()
  volume.gain.setValueAtTime(0, start)
  // It comes and goes, so that it does not click.
  volume.gain.linearRampToValueAtTime(0.15, start + 0.02)
  volume.gain.linearRampToValueAtTime(0, start + length)
  const source = audio.createOscillator()
  source.frequency.value = frequency
  source.connect(volume).connect(audio.destination)
  source.start(start)
  source.stop(start + length)
  return new Promise((ended) => (source.onended = ended))
}
