import { expect, test } from '@jest/globals'
import { heading, inRollback } from '../../support/app.ts'

test.each([
  ['/about', 'About Safeguarding Audit'],
  ['/accessibility', 'Accessibility statement'],
  ['/privacy', 'Privacy'],
])('everybody can read %s, and find there whom to ask', (path, title) =>
  inRollback(async ({ visitor, make }) => {
    await make.partnership({ name: 'Northmoor Safeguarding Children Partnership', contact_email: 'audit@northmoor.example' })
    const response = await visitor().get(path)
    expect(response.status).toBe(200)
    expect(heading(response)).toBe(title)
    expect(response.text).toContain('<a href="mailto:audit@northmoor.example">')
    expect(response.text).toContain('Northmoor Safeguarding Children Partnership')
  })(),
)
