import { describe, expect, it } from '@jest/globals'
import { documentTitle, pageHtml } from '../../../src/platform/http/renderPage.ts'
import { component, escapeHtml, renderView } from '../../../src/platform/http/templates.ts'

const errorPage = { title: 'Page not found', paragraphs: ['If you typed the address, check it is correct.'] }
const shell = { partnershipName: 'Northmoor Safeguarding Children Partnership' }

describe('a page', () => {
  it('has one heading and a title that begins with it', () => {
    const html = pageHtml('errors/error', errorPage, shell)
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html).toContain('<title>Page not found – Northmoor Safeguarding Children Partnership</title>')
  })

  it('says in its title what it is part of, from the nearest', () => {
    const breadcrumbs = [
      { text: 'Rounds', href: '/rounds' },
      { text: 'Audit 2026', href: '/rounds/1' },
      { text: 'Ashgrove', href: '/returns/1' },
      { text: 'Answers' },
    ]
    expect(documentTitle({ title: 'Answers', breadcrumbs }, shell)).toBe(
      'Answers – Ashgrove – Audit 2026 – Northmoor Safeguarding Children Partnership',
    )
  })

  it('says Error: at the start of its title, and lists the errors above its heading, when a form was not right', () => {
    const errors = [{ text: 'Enter the date of the training', href: '#trained-on' }]
    const html = pageHtml('errors/error', { ...errorPage, errors }, shell)
    expect(html).toContain('<title>Error: Page not found – ')
    expect(html.indexOf('<a href="#trained-on">Enter the date of the training</a>')).toBeLessThan(html.indexOf('<h1'))
    expect(documentTitle({ title: 'Training', errors: [] }, shell)).toMatch(/^Training – /)
  })

  it('never lets what somebody typed become markup', () => {
    const typed = '<script>alert("1")</script> & \'more\''
    const html = pageHtml('errors/error', { title: typed, paragraphs: [typed] }, { ...shell, actorName: typed, notice: { text: typed } })
    expect(html).not.toContain('<script>alert')
    expect(html.split('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;')).toHaveLength(6)
  })

  it('has one script, which is a file of its own', () => {
    expect(pageHtml('errors/error', errorPage, shell).match(/<script.*?<\/script>/gs)).toEqual([
      expect.stringMatching(/^<script type="module" src="[^"]+"><\/script>$/),
    ])
    expect(pageHtml('errors/error', errorPage, shell)).not.toMatch(/ style=| on[a-z]+="/)
  })

  it('carries the form token in the sign-out form', () => {
    const html = pageHtml('errors/error', errorPage, { ...shell, csrfToken: 't"1', actorName: 'Ann Lee', signOutHref: '/sign-out' })
    expect(html).toContain('<form method="post" action="/sign-out"')
    expect(html).toContain('<input type="hidden" name="_csrf" value="t&quot;1">')
  })

  it('stands in the shell of the person who asks, unless it names another', () => {
    const staff = { ...shell, layout: 'staff' as const, nav: [{ text: 'Rounds', href: '/rounds' }] }
    expect(pageHtml('errors/error', errorPage, staff)).toContain('href="/rounds"')
    expect(pageHtml('errors/error', { ...errorPage, layout: 'plain' }, staff)).not.toContain('href="/rounds"')
  })

  it('tells people who answer whose return it is and where a worry about a child belongs', () => {
    const respondent = { establishment: 'Hill Top Primary School', round: 'Safeguarding audit 2026 to 2027' }
    const concern = { parts: [{ text: 'Northmoor children’s services on ' }, { text: '01632 960 111', href: 'tel:01632960111' }] }
    const html = pageHtml('errors/error', { ...errorPage, layout: 'respondent' }, { ...shell, respondent, concern })
    expect(html).toContain('Hill Top Primary School')
    expect(html).toContain('Northmoor children’s services on <a href="tel:01632960111">01632 960 111</a>.')
  })
})

describe('a template', () => {
  it('cannot see the names of the page that uses it', () => {
    expect(() => component('errors/error', {})).toThrow('page is not defined')
  })

  it('fails for a view that is not there', () => {
    expect(() => renderView('errors/noSuchView', {})).toThrow('noSuchView')
  })

  it('prints text and numbers, and refuses to print an object', () => {
    expect(escapeHtml('plain words')).toBe('plain words')
    expect(escapeHtml(0)).toBe('0')
    expect(escapeHtml(undefined)).toBe('')
    expect(() => escapeHtml({ html: 'x' })).toThrow('text and numbers')
  })
})
