import { expect, test } from '@jest/globals'
import { drain } from '../../src/platform/jobs/worker.ts'
import { letter, queueMessages } from '../../src/features/messages/index.ts'
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
    const message = letter({
      key: 'try:1',
      kind: 'receipt',
      to: { name: 'Sam', email: 'sam@school.example' },
      from: { name: 'Northmoor SCP', contactName: '', contactEmail: '', contactPhone: '' },
      subject: 'Thank you',
      paragraphs: ['It came.'],
    })
    // Whoever queues is told of what is new, so that the history tells nothing twice.
    expect(await queueMessages(db, partnershipId, [message, message], deps.baseUrl)).toMatchObject([{ toName: 'Sam', returnId: null }])
    expect(await queueMessages(db, partnershipId, [message], deps.baseUrl)).toEqual([])
    expect(await drain(deps, jobs)).toBe(1)
    expect(await row(db, 'select status, attempts from messages where partnership_id = ?', [partnershipId])).toEqual({
      status: 'kept',
      attempts: 1,
    })
  }),
)
