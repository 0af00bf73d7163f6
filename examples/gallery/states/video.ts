/** The surface of a video call, for the resident and for the employee. */
import type { Side } from '../../../src/protocol/message-parts.ts'
import type { GalleryElement, GalleryState, Step } from './state.ts'

const join: Step = { click: '.check button.primary' }
const connected: Step = { see: 'video.other:not(.dark)' }
const inCall = [join, connected]
const elsewhere = 'https://video.gemeente.example/kamer'

const forBoth: GalleryState[] = [
  {
    name: 'preview',
    title: 'A look at camera and microphone, and another one to choose',
    until: '.check video.own',
  },
  {
    name: 'waiting',
    title: 'In the call; the other side is not there yet',
    steps: [join],
    until: '.call .dark-text',
  },
  {
    name: 'call',
    title: 'The two see and hear each other',
    attributes: { other: 'here' },
    steps: [join],
    until: 'video.other:not(.dark)',
  },
  {
    name: 'other-dark',
    title: 'The other side has turned camera and microphone off',
    attributes: { other: 'silent' },
    steps: [join],
    until: 'id-contact-video[data-other=connected]',
  },
  {
    name: 'reconnecting',
    title: 'The connection is lost',
    attributes: { other: 'lost' },
    steps: inCall,
    until: '.call .dark-text',
  },
  {
    name: 'hung-up',
    title: 'Out of the call, while the conversation goes on',
    steps: [join, { click: '.hang-up' }],
    until: '#notice',
  },
  {
    name: 'elsewhere',
    title: 'The call is at a platform: a link',
    attributes: { elsewhere },
    until: '#place',
  },
]

const forResident: GalleryState[] = [
  {
    name: 'ask',
    title: 'Before the browser asks for camera and microphone',
    attributes: { devices: 'ask' },
    until: '.check button.primary',
  },
  {
    name: 'no-camera',
    title: 'There is no camera: on with sound alone',
    attributes: { devices: 'no-camera' },
    until: '.check [role=alert]',
  },
  {
    name: 'refused',
    title: 'Neither camera nor microphone may be used',
    attributes: { devices: 'refused' },
    until: '.check [role=alert]',
  },
  {
    name: 'sound-alone',
    title: 'In the call without a picture of oneself',
    attributes: { devices: 'no-camera', other: 'silent' },
    steps: [join],
    until: 'id-contact-video[data-other=connected]',
  },
  {
    name: 'blocked',
    title: 'The browser lets no sound through before somebody clicks',
    attributes: { other: 'here', blocked: '' },
    steps: inCall,
    until: '.call > button.primary',
  },
  {
    name: 'muted',
    title: 'The microphone is off',
    attributes: { other: 'here' },
    steps: [...inCall, { click: 'button.microphone' }],
    until: 'button.microphone[aria-pressed=false]',
  },
  {
    name: 'camera-off',
    title: 'The camera is off',
    attributes: { other: 'here' },
    steps: [...inCall, { click: 'button.camera' }],
    until: 'button.camera[aria-pressed=false]',
  },
]

const elementFor = (side: Side, states: GalleryState[]): GalleryElement => ({
  name: `video-${side}`,
  tag: 'gallery-call',
  module: './call.ts',
  attributes: () => ({ side }),
  states,
})

export const videos = [
  elementFor('resident', [...forResident, ...forBoth]),
  // The same views in other words: those that differ in more than a name.
  elementFor(
    'agent',
    forBoth.filter(({ name }) => /preview|call|hung-up|elsewhere/.test(name)),
  ),
]
