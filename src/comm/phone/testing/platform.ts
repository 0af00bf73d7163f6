/** A telephone platform beneath a communication plugin, and the page of its agents. */
import type { SessionInfo } from '../../../protocol/messages-platform.ts'
import type { RedeemAnswer } from '../../../protocol/messages-conversation.ts'
import { createComm, createDesk, type CommConfig } from '../../index.ts'
import {
  as,
  commUrl,
  json,
  setting as commSetting,
  waiting,
  type Setting,
  type Started,
} from '../../testing/comm.ts'
import { phone, type PlatformOptions, type PublishedOptions } from '../index.ts'

export const apiKey = 'k'.repeat(32)
export const tool = 'https://tool.example'

export async function setting(
  platform: Partial<PublishedOptions> = {},
  changes: Partial<CommConfig> = {},
): Promise<Setting> {
  const state = await commSetting(changes)
  const { issuer, keys } = state.deskConfig.agents
  const agents = { issuer, audience: 'desk', keys }
  return withPlatform(state, { apiKey, agents, allowedOrigins: [tool], ...platform })
}

/** The same beneath another platform. */
export const settingOf = async (platform: PlatformOptions): Promise<Setting> =>
  withPlatform(await commSetting(), platform)

async function withPlatform(state: Setting, platform: PlatformOptions): Promise<Setting> {
  const channel = phone({ number: '14026', codeLifetime: 3600, platform })
  const commConfig: CommConfig = { ...state.commConfig, channel }
  const desk = await createDesk({ ...state.deskConfig, calls: [commConfig.tag] })
  return { ...state, commConfig, comm: await createComm(commConfig), desk }
}

/** A resident who waits, and their code. */
export async function caller(
  state: Setting,
  ...choice: [Parameters<typeof waiting>[1]?, Parameters<typeof waiting>[2]?]
): Promise<Started & RedeemAnswer & { code: string }> {
  const resident = await waiting(state, ...choice)
  return { ...resident, code: resident.conversation.phone!.code }
}

/** The platform says what was keyed in. */
export const link = (
  { comm }: Pick<Setting, 'comm'>,
  dtmf: string,
  sessionid = 'call-1',
  headers: Record<string, string> = { 'x-api-key': apiKey },
): Promise<Response> => comm(json(`${commUrl}/link_phone`, { dtmf, sessionid }, headers))

export const askInfo = (
  { comm }: Pick<Setting, 'comm'>,
  headers: Record<string, string>,
  { sessionid = 'call-1', method = 'GET' } = {},
): Promise<Response> =>
  comm(new Request(`${commUrl}/session_info/${sessionid}`, { method, headers }))

/** The agent asks who is on the line. */
export async function info(
  state: Setting,
  subject = 'sanne',
  sessionid?: string,
): Promise<SessionInfo> {
  const answer = await askInfo(state, as(await state.agent(subject)), { sessionid })
  if (answer.status !== 200) throw new Error(`refused: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as SessionInfo
}

/** Everything of an answer that somebody could tell apart. */
export const shapeOf = async (answer: Response): Promise<string> =>
  JSON.stringify([answer.status, [...answer.headers], await answer.text()])
