import type { Words } from './video.nl.ts'

/** The words of a video call in English. */
const messages: Words = {
  check: 'Video call',
  checkText:
    'Your browser will ask whether we may use your camera and microphone. We record nothing.',
  open: 'Turn on camera and microphone',
  opening: 'One moment. Your browser is asking for permission.',
  preview: 'This is how the other sees you. Nobody sees you yet.',
  previewName: 'Your own picture',
  camera: 'Camera',
  microphone: 'Microphone',
  device: '{name} {count}',
  join: 'Join',
  joinAudio: 'Go on without picture',
  joinNothing: 'Go on without camera and microphone',
  again: 'Try again',
  camera_refused:
    'The camera is not allowed. You can go on without picture. Do you want a picture? Allow the camera at the lock or the camera icon in the address bar.',
  camera_missing: 'We find no camera. You can go on without picture.',
  camera_busy:
    'The camera does not work. Close other programs that use the camera. Or go on without picture.',
  camera_unsupported: 'This browser cannot send pictures. You can go on without picture.',
  microphone_refused:
    'The microphone is not allowed. The other will not hear you. Allow the microphone at the lock or the microphone icon in the address bar.',
  microphone_missing: 'We find no microphone. The other will not hear you.',
  microphone_busy:
    'The microphone does not work. Close other programs that use the microphone. Then try again.',
  microphone_unsupported: 'This browser cannot send sound. The other will not hear you.',
  call: 'Video call',
  waiting_resident: 'The employee will appear soon.',
  waiting_agent: 'The resident is not here yet. They are turning on camera and microphone.',
  connecting: 'We are connecting.',
  connected: 'You are connected.',
  reconnecting: 'The connection is gone. We keep trying.',
  left_resident: 'The employee is away for a moment. Keep this screen open.',
  left_agent:
    'The resident is away for a moment. Are they logging in? Then they come back by themselves.',
  other_resident: 'Employee',
  other_agent: 'Resident',
  dark: '{name}: camera off',
  silent: '{name}: microphone off',
  controls: 'Controls of the call',
  on: 'on',
  off: 'off',
  captions: 'Captions',
  hangUp: 'Leave the video call',
  play: 'Turn the sound on',
  playText: 'Your browser holds the sound back.',
  hungUp: 'You left the video call',
  hungUpText: 'The other does not see or hear you any more. Camera and microphone are off.',
  rejoin: 'Join again',
  taken: 'You are in the call in another window',
  takenText: 'Here, camera and microphone are off.',
  takeBack: 'Join here',
  ended: 'The conversation has ended. Camera and microphone are off.',
  elsewhere: 'The video call is in another window',
  elsewhereText: 'Keep this window open too. Here you can show who you are, and stop.',
  elsewhereTextAgent: 'Keep this window open too. Here you see who the resident is.',
  elsewhereLink: 'Open the video call',
  newWindow: '(new window)',
  failed: 'The video call does not begin yet. We keep trying.',
}

export default messages
