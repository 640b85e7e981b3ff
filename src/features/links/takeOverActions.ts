import type { Db } from '../../platform/db.ts'
import { recordEvent } from '../history/index.ts'
import type { FoundLink } from './landingStore.ts'
import { makeMain, revoke, setReplacedBy } from './store.ts'

/**
 * The link by which a return is handed over was opened: it is the main one from now on, and the one before ends, for everybody who came
 * by it. Call it with the return locked. Nothing happens where the partnership gave the main link to somebody else meanwhile.
 */
export async function takeOver(trx: Db, link: FoundLink): Promise<void> {
  const { handsOver, invitationId, invitedName, issuedBy: name, partnershipId, returnId, roundId } = link
  if (handsOver === null) return
  const reason = `handed over to ${invitedName}`
  await revoke(trx, { partnershipId, name, kind: 'contributor' }, [handsOver.id], reason)
  await makeMain(trx, partnershipId, invitationId)
  await setReplacedBy(trx, partnershipId, [handsOver.id], invitationId)
  const somebody = { kind: 'system' as const, partnershipId, name: `someone with the link of ${invitedName}` }
  await recordEvent(trx, somebody, {
    verb: 'invitation.moved',
    returnId,
    roundId,
    details: { from: handsOver.name, to: invitedName, reason: `handed over by ${name}` },
  })
}
