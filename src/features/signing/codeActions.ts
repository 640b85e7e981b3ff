import { timingSafeEqual } from 'node:crypto'
import { inTransaction, type Db, type Pool } from '../../platform/db.ts'
import { newNonce, secretCode } from '../../platform/linkToken.ts'
import { once } from '../../platform/once.ts'
import { countTry } from '../../platform/rateLimit.ts'
import { recordEvent, type ContributorActor } from '../history/index.ts'
import { maskedEmail } from '../links/index.ts'
import { queueMessages, secretLinks } from '../messages/index.ts'
import { lockFor } from '../answering/index.ts'
import { answersPrint } from './answersPrint.ts'
import { codeLetter } from './codeLetter.ts'
import { countTryOf, insertCode, lastCode, type SentCode } from './codeStore.ts'
import { CODES_OF_RETURN, CODES_SENT } from './limits.ts'
import { refuse } from './refusals.ts'
import { requireCanSign, signerFor } from './signerActions.ts'

type Sending = { db: Pool; secret: Buffer; baseUrl: string; now: () => Date; mail: { leaves: boolean } }

/**
 * Sends a code to the address that the register has for the role in which somebody wants to sign; where it has none, to the one that they
 * give. The one before holds no more.
 *
 * @param given the address that they typed; it counts only where the register has none @param key of the rendered form: sent twice it sends one code
 * @throws Refusal (conflict) when nothing is to be signed, no code is needed or can be sent; (too many) when enough were sent
 */
export async function sendCode(
  { db, ...deps }: Sending,
  actor: ContributorActor,
  { given, key }: { given: string; key: string | undefined },
): Promise<{ to: string }> {
  if (!deps.mail.leaves) throw refuse.noMail()
  const wait =
    (await countTry(db, CODES_SENT, `${actor.returnId}:${actor.contributorId}`)) ??
    (await countTry(db, CODES_OF_RETURN, String(actor.returnId)))
  if (wait !== null) throw refuse.tooManyCodes(wait)
  return inTransaction(db, trx =>
    once(trx, { partnershipId: actor.partnershipId, key, purpose: 'signature.code' }, () => writeCode(trx, deps, actor, given)),
  )
}

async function writeCode(trx: Db, deps: Pick<Sending, 'baseUrl' | 'now'>, actor: ContributorActor, given: string): Promise<{ to: string }> {
  const open = await lockFor(trx, actor)
  requireCanSign(open, actor)
  const { role, way, about } = await signerFor(trx, actor, { open, now: deps.now(), inTheBrowser: [] })
  if (way.kind === 'own_link') throw refuse.noCodeNeeded()
  const address = way.kind === 'code' ? way.address : given
  const whose = { ...actor, role }
  const before = await lastCode(trx, whose)
  if (before) await secretLinks.forgetSecretLink(trx, actor.partnershipId, before.nonce)
  const nonce = newNonce()
  const until = await insertCode(trx, whose, { nonce, address, isGiven: way.kind === 'give_address', answers: answersPrint(open) })
  const to = { name: way.kind === 'code' ? way.name : actor.name, email: address }
  await queueMessages(trx, actor.partnershipId, [codeLetter(about, to, about.from, { role, by: actor.name, nonce, until })], deps.baseUrl)
  const details = { role, to: maskedEmail(address), given: way.kind === 'give_address' }
  await recordEvent(trx, actor, { verb: 'return.code_sent', returnId: open.auditReturn.id, details })
  return { to: maskedEmail(address) }
}

/** What came of a code that somebody typed. */
export type TypedCode = { is: 'right'; code: SentCode } | { is: 'wrong' } | { is: 'over' }

/**
 * Looks at a code that somebody typed. The try is counted by itself before that, so that many at once are counted too, and what fails
 * afterwards takes nothing back. It is used up only with the signature (`useCode`).
 */
export async function readCode(
  { db, secret }: { db: Db; secret: Buffer },
  actor: ContributorActor,
  of: { role: SentCodeRole; typed: string },
): Promise<TypedCode> {
  const code = await countTryOf(db, { ...actor, role: of.role })
  if (!code) return { is: 'over' }
  const right = timingSafeEqual(Buffer.from(secretCode(secret, code.nonce)), Buffer.from(of.typed.padEnd(6).slice(0, 6)))
  return right ? { is: 'right', code } : { is: 'wrong' }
}
type SentCodeRole = Parameters<typeof lastCode>[1]['role']
