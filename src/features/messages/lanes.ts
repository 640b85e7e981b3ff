import { z } from 'zod'
import { idSchema, type Id } from '../../platform/id.ts'
import type { Lane } from '../../platform/mail/index.ts'
import type { MessageKind } from './kinds.ts'

/** Which message a job sends. */
export const messageOrder = z.object({ partnershipId: idSchema<'partnership'>(), messageId: idSchema<'message'>() })
export type MessageOrder = { partnershipId: Id<'partnership'>; messageId: Id<'message'> }

/** The queue of each way by which mail leaves. */
export const SEND: Record<Lane, { name: string; payload: typeof messageOrder }> = {
  soon: { name: 'message.send_soon', payload: messageOrder },
  bulk: { name: 'message.send', payload: messageOrder },
  slow: { name: 'message.send_slow', payload: messageOrder },
}

/** More letters at once than this are nobody's who sits and waits. */
const A_FEW = 20

const ALWAYS_SOON: readonly MessageKind[] = ['sign_in', 'set_password', 'sign_code', 'receipt']

/** By which way a letter begins: what somebody waits for is written by itself, or is one of a few; a round's letters are many. */
export const laneOf = (kind: MessageKind, among: number): Lane => (among <= A_FEW || ALWAYS_SOON.includes(kind) ? 'soon' : 'bulk')
