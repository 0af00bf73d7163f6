/** What the two browsers of a video call tell each other through us (W3C WebRTC 1.0), and where they meet. */
import * as v from 'valibot'
import { list, optional, parser, random, time } from './message-parts.ts'

/** Longest session description, in characters: one with every codec of every browser is about a fifth of this. */
const longestDescription = 48 * 1024

const description = v.object({
  type: v.picklist(['offer', 'answer', 'pranswer', 'rollback']),
  sdp: optional(v.pipe(v.string(), v.maxLength(longestDescription))),
})

const candidate = v.object({
  candidate: v.pipe(v.string(), v.maxLength(1024)),
  sdpMid: optional(v.pipe(v.string(), v.maxLength(64))),
  sdpMLineIndex: optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(64))),
  usernameFragment: optional(v.pipe(v.string(), v.maxLength(256))),
})

/** `from`: this one connection of this one window; a new connection has a new name. */
const from = { from: random }
/** `to`: the connection at the other side that it is for. */
const between = { ...from, to: random }

/**
 * `POST …/channel/signal`. `join`: I am here. `welcome`: so am I; let us connect. `description`, `candidates`: of the connection. `media`: what I
 * send. `bye`: I hung up.
 */
export const videoSignal = v.variant('kind', [
  v.object({ kind: v.literal('join'), ...from }),
  v.object({ kind: v.literal('welcome'), ...between }),
  v.object({ kind: v.literal('description'), ...between, description }),
  v.object({ kind: v.literal('candidates'), ...between, candidates: list(candidate) }),
  v.object({ kind: v.literal('media'), ...between, audio: v.boolean(), video: v.boolean() }),
  v.object({ kind: v.literal('bye'), ...from }),
])
export type VideoSignal = v.InferOutput<typeof videoSignal>
export const parseVideoSignal = parser('VideoSignal', videoSignal)

/** `POST …/channel/begin` answers where the two sides meet: in their browsers, or at a platform. */
export const videoPlace = v.variant('place', [
  v.object({
    place: v.literal('here'),
    /** The same as long as it is the same conversation with the same employee; tells nothing of either. */
    room: random,
    /** As `RTCConfiguration` wants them. */
    ice_servers: list(
      v.object({
        urls: list(v.string(), 16),
        username: optional(v.string()),
        credential: optional(v.string()),
      }),
      8,
    ),
    ice_transport_policy: v.picklist(['all', 'relay']),
    /** Until when the credentials are good for something new. */
    expires_at: optional(time),
  }),
  v.object({
    place: v.literal('elsewhere'),
    url: v.pipe(v.string(), v.maxLength(8192), v.startsWith('http')),
    /** Until when it can be opened. */
    expires_at: time,
  }),
])
/** Where the two sides of a video conversation meet: `here`, in their browsers, or `elsewhere`, at a platform. */
export type VideoPlace = v.InferOutput<typeof videoPlace>
export const parseVideoPlace = parser('VideoPlace', videoPlace)
