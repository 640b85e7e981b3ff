import ts from 'typescript'
import { nodesOf, type Sources } from './sources.ts'

/** The words of a list in docs/words.md: the first column of the table under a heading. */
export function listedUnder(heading: string, document: string): string[] {
  const [, part = ''] = document.split(`\n## ${heading}\n`)
  const [table = ''] = part.split('\n## ')
  return table
    .split('\n')
    .filter(line => line.startsWith('|'))
    .slice(2)
    .map(line => (line.split('|')[1] ?? '').trim())
    .filter(word => word !== '')
}

/** What buttons on the pages say: between their tags, and where a page gives the words. */
export function buttonsIn(view: string): string[] {
  const tags = view
    .split('</button>')
    .slice(0, -1)
    .map(part => withoutCode(part.slice(part.lastIndexOf('<button'))))
  const between = tags.map(tag => tag.slice(tag.indexOf('>') + 1).trim()).filter(text => /^[A-Z]/.test(text))
  const given = [...view.matchAll(/\bbutton\(\{ text: '([^']*)'/g)].map(([, text = '']) => text)
  return [...between, ...given]
}

const withoutCode = (view: string): string =>
  view
    .split('<%')
    .map((part, at) => (at === 0 ? part : part.slice(part.indexOf('%>') + 2)))
    .join('')

/** The same in the sources: texts of what is named a button. */
export const buttonsInSources = (sources: Sources): string[] =>
  [...sources.values()].flatMap(tree =>
    [...nodesOf(tree, isButton)].flatMap(button =>
      [...textsOf(button.initializer)].map(({ text }) => text).filter(text => /^[A-Z]/.test(text)),
    ),
  )

/** The buttons whose verb is none of these. */
export const unknownVerbs = (buttons: readonly string[], verbs: readonly string[]): string[] =>
  buttons.filter(text => !verbs.includes(/^\w+/.exec(text)?.[0] ?? ''))

const isButton = (node: ts.Node): node is ts.PropertyAssignment => ts.isPropertyAssignment(node) && node.name.getText() === 'button'

type Text = ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateHead
const isText = (node: ts.Node): node is Text =>
  ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node)

function* textsOf(node: ts.Node): Generator<Text> {
  if (isText(node)) yield node
  const children: ts.Node[] = []
  ts.forEachChild(node, child => void children.push(child))
  for (const child of children) yield* textsOf(child)
}
