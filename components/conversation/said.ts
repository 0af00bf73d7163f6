import type { Standing } from '../../src/protocol/line.ts'
import { duration } from '../localization/duration.ts'
import { counted, fill, plain } from '../localization/language.ts'
import type { Words } from '../localization/page.nl.ts'

export interface Said {
  title: string
  text: string[]
}

interface About {
  words: Words
  language: string
  /** Since it was connected once. */
  isKnown: boolean
  /** What the live region says. */
  status: string
}

/** How the conversation stands, in words. */
export function saidOf(standing: Standing, { words, language, isKnown, status }: About): Said {
  const { state, agentName, expectedWait, moved } = standing
  if (state === 'ended') return { title: words.ended, text: [words.endedText] }
  if (!isKnown) return { title: words.connecting, text: [words.connectingText] }
  if (state === 'active') {
    const name = plain(agentName, language)
    return { title: name ? fill(words.activeNamed, { name }) : words.active, text: [] }
  }
  const wait = expectedWait && duration(Math.ceil(expectedWait / 60) * 60_000, language)
  return {
    title: placeOf(standing, words, language),
    text: [
      ...(moved && status !== words[moved] ? [words[moved]] : []),
      ...(wait ? [fill(words.wait, { time: wait })] : []),
      words.keepOpen,
    ],
  }
}

/** The place in the queue. */
export function placeOf({ position }: Standing, words: Words, language: string): string {
  if (position === undefined) return words.waiting
  return position ? counted(words.place, position, language) : words.first
}
