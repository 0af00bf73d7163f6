/** Camera and microphone: asking for them, and what to do without. */

/** What somebody wants to use. A device's id is the browser's own name for it, of this origin alone. */
export interface DeviceChoice {
  /** Whether there is to be sound. */
  audio: boolean
  /** Whether there is to be a picture. */
  video: boolean
  /** Id of the microphone. Default: that of the browser. */
  microphone?: string | undefined
  /** Id of the camera. Default: that of the browser. */
  camera?: string | undefined
}

/**
 * Why there is no picture or no sound. `refused`: the person or their browser said no. `missing`: there is no such device. `busy`: something else has
 * it. `unsupported`: this browser, or a page without https, has no way to ask.
 */
export type DeviceProblem = 'refused' | 'missing' | 'busy' | 'unsupported'

/** What could be had. Stop the tracks when they are no longer needed. */
export interface OpenedDevices {
  /** The sound. Undefined: none was asked for, or there is a problem. */
  audio: MediaStreamTrack | undefined
  /** The picture. Undefined: none was asked for, or there is a problem. */
  video: MediaStreamTrack | undefined
  /** Why there is no sound. */
  audioProblem?: DeviceProblem
  /** Why there is no picture. */
  videoProblem?: DeviceProblem
}

/**
 * Asks for what is wanted. Where both cannot be had, each is asked for by itself, so that without a camera there is still a voice.
 * Never throws: what is not there has a problem that says why.
 */
export async function openDevices(choice: DeviceChoice): Promise<OpenedDevices> {
  if (choice.audio && choice.video) {
    const both = await open(choice)
    if (typeof both !== 'string') return tracksOf(both)
  }
  const audio = choice.audio ? await open({ ...choice, video: false }) : undefined
  const video = choice.video ? await open({ ...choice, audio: false }) : undefined
  return {
    ...(typeof audio === 'string' ? { audio: undefined, audioProblem: audio } : {}),
    ...(typeof video === 'string' ? { video: undefined, videoProblem: video } : {}),
    audio: typeof audio === 'object' ? audio.getAudioTracks()[0] : undefined,
    video: typeof video === 'object' ? video.getVideoTracks()[0] : undefined,
  }
}

const tracksOf = (stream: MediaStream): OpenedDevices => ({
  audio: stream.getAudioTracks()[0],
  video: stream.getVideoTracks()[0],
})

async function open(choice: DeviceChoice): Promise<MediaStream | DeviceProblem> {
  // Without a secure context there is no such object.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  if (!devices?.getUserMedia) return 'unsupported'
  try {
    return await devices.getUserMedia(constraintsOf(choice))
  } catch (error) {
    const { name } = error as DOMException
    // A device that was chosen before and is gone: any other will do.
    if (name === 'OverconstrainedError' && (choice.camera || choice.microphone))
      return open({ audio: choice.audio, video: choice.video })
    return problems[name] ?? 'unsupported'
  }
}

const constraintsOf = ({ audio, video, microphone, camera }: DeviceChoice) => ({
  audio: audio && (microphone ? { deviceId: { exact: microphone } } : true),
  video: video && {
    width: { ideal: 960 },
    height: { ideal: 540 },
    frameRate: { max: 30 },
    ...(camera && { deviceId: { exact: camera } }),
  },
})

// Media Capture and Streams, section 10.2.
const problems: Record<string, DeviceProblem> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'missing',
  OverconstrainedError: 'missing',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

/** A camera or a microphone. */
export interface Device {
  /** The browser's own name for it, of this origin alone. */
  id: string
  /** As the browser calls it; empty until it may say so. Text, never markup. */
  label: string
}

/** What there is to choose from. */
export interface Devices {
  /** Those that make a picture. */
  cameras: Device[]
  /** Those that make sound. */
  microphones: Device[]
}

/** What there is to choose from. Browsers tell once something was allowed. */
export async function listDevices(): Promise<Devices> {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []
  const of = (kind: MediaDeviceKind): Device[] =>
    all
      .filter((device) => device.kind === kind && device.deviceId)
      .map(({ deviceId, label }) => ({ id: deviceId, label }))
  return { cameras: of('videoinput'), microphones: of('audioinput') }
}
