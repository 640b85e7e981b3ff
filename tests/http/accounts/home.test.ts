import { expect, test } from '@jest/globals'
import { inRollback, pageText } from '../../support/app.ts'

test(
  'a visitor is shown two ways in, and people who are known go on to their work',
  inRollback(async ({ make, visitor, staff, contributor }) => {
    const page = await visitor().get('/')
    expect(pageText(page)).toContain('I was sent an audit link')
    expect(pageText(page)).toContain('I work for a partnership')
    const { accountId, partnershipId } = await make.staffActor()
    expect((await (await staff(accountId)).get('/')).headers.location).toBe('/rounds')
    const { contributorId } = await make.contributorActor(await make.auditReturn({ partnership_id: partnershipId }))
    expect((await (await contributor(contributorId)).get('/')).headers.location).toBe('/return')
  }),
)

test(
  'a browser whose session was ended elsewhere is a visitor’s again',
  inRollback(async ({ db, make, staff }) => {
    const { accountId } = await make.staffActor()
    const browser = await staff(accountId)
    await db.raw(`update accounts set session_epoch = session_epoch + 1 where id = ?`, [accountId])
    expect((await browser.get('/')).status).toBe(200)
    expect((await browser.get('/rounds/1')).headers.location).toBe('/sign-in?next=%2Frounds%2F1')
  }),
)
