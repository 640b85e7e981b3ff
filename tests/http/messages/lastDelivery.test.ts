import { expect, test } from '@jest/globals'
import { inRollback, pageText } from '../../support/app.ts'

const inAMonth = () => {
  const [year = '', month = '', day = ''] = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10).split('-')
  return { 'due-day': day, 'due-month': month, 'due-year': year, 'due-time': '17:00', reason: 'illness' }
}

test(
  'S5: wherever a link or an address stands, what became of the last message to it stands too; what was withheld was sent to nobody',
  inRollback(async world => {
    const { make, db } = world
    const ada = await make.staffActor()
    const partnership_id = ada.partnershipId
    const round = await make.round({ partnership_id })
    const establishment = await make.establishment({ partnership_id, name: 'Ashgrove' })
    const contact = await make.contact({
      partnership_id,
      establishment_id: establishment.id,
      name: 'Dora Dean',
      email: 'dsl@ashgrove.example',
    })
    const { id } = await make.auditReturn({ partnership_id, round_id: round.id, establishment_id: establishment.id })
    const link = await make.invitation({
      ...{ partnership_id, return_id: id, contact_id: contact.id, main: true },
      ...{ name: 'Dora Dean', email: 'dsl@ashgrove.example' },
    })
    const later = await make.establishment({ partnership_id, name: 'Beech' })
    await make.contact({ partnership_id, establishment_id: later.id, email: 'dsl@ashgrove.example' })
    await make.auditReturn({ partnership_id, round_id: round.id, establishment_id: later.id, status: 'not_issued', issued_at: null })

    const about = {
      partnership_id,
      return_id: id,
      round_id: round.id,
      invitation_id: link.id,
      to_name: 'Dora Dean',
      to_email: 'dsl@ashgrove.example',
    }
    await make.message({
      ...about,
      kind: 'invitation',
      status: 'bounced',
      error: 'no such mailbox',
      sent_at: new Date('2026-11-02T09:00:00Z'),
    })
    await make.message({ ...about, kind: 'extension', invitation_id: null, status: 'withheld', error: 'the round was closed' })

    const browser = await world.staff(ada.accountId)
    const CAME_BACK = /[Cc]ame back, 2 Nov/
    for (const page of [
      `/returns/${id}`,
      `/returns/${id}/links`,
      `/register/establishments/${establishment.id}`,
      `/register/contacts/${contact.id}`,
      `/rounds/${round.id}/returns`,
      `/rounds/${round.id}/chases`,
      `/rounds/${round.id}/issue`,
    ])
      expect([page, CAME_BACK.test(pageText(await browser.get(page)))]).toEqual([page, true])
    const preview = await browser.post(`/rounds/${round.id}/extensions/preview`, { returns: String(id), ...inAMonth() })
    expect(pageText(preview)).toMatch(CAME_BACK)

    // An address that was corrected since is not said to have had what went to the one before.
    await db.raw(`update contacts set email = 'new@ashgrove.example' where partnership_id = ?`, [partnership_id])
    for (const page of [`/register/contacts/${contact.id}`, `/rounds/${round.id}/returns`, `/rounds/${round.id}/chases`])
      expect([page, CAME_BACK.test(pageText(await browser.get(page)))]).toEqual([page, false])
  }),
)

test(
  'S5: the list of accounts, and each account, say what became of the last message to its holder',
  inRollback(async world => {
    const partnership = await world.make.partnership()
    const ada = await world.make.staffActor(partnership.id, 'administrator')
    const ben = await world.make.account({ partnership_id: ada.partnershipId, name: 'Ben Two', email: 'ben@northmoor.example' })
    await world.make.message({
      ...{ partnership_id: ada.partnershipId, kind: 'set_password', to_name: 'Ben Two', to_email: 'ben@northmoor.example' },
      ...{ status: 'failed', error: 'refused', created_at: new Date('2026-11-02T09:00:00Z') },
    })
    const browser = await world.staff(ada.accountId)
    for (const page of ['/accounts', `/accounts/${ben.id}`])
      expect(pageText(await browser.get(page))).toMatch(/ben@northmoor\.example\. Could not be sent, 2 Nov/)
  }),
)
