import { expect, test } from '@jest/globals'
import { drain } from '../../src/platform/jobs/queue.ts'
import { queueMessages } from '../../src/features/messages/index.ts'
import { jobs } from '../../src/jobs.ts'
import { row } from '../../src/platform/db.ts'
import { heading, inRollback } from '../support/app.ts'

test(
  'a page that does not exist says so, with the shell around it',
  inRollback(async ({ visitor }) => {
    const response = await visitor().get('/nothing-here')
    expect(response.status).toBe(404)
    expect(heading(response)).toBe('Page not found')
    expect(response.headers['content-security-policy']).toContain("default-src 'none'")
  }),
)

test(
  'a message is sent once, by a job that commits with it',
  inRollback(async ({ deps, db, make }) => {
    const { id: partnershipId } = await make.partnership()
    const message = {
      key: 'try:1',
      kind: 'receipt' as const,
      toName: 'Sam',
      toEmail: 'sam@school.example',
      subject: 'Hello',
      body: 'Hello',
    }
    await queueMessages(db, partnershipId, [message, message], deps.baseUrl)
    await queueMessages(db, partnershipId, [message], deps.baseUrl)
    expect(await drain(deps, jobs)).toBe(1)
    expect(await row(db, 'select status, attempts from messages where partnership_id = ?', [partnershipId])).toEqual({
      status: 'sent',
      attempts: 1,
    })
  }),
)
