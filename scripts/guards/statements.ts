import ts from 'typescript'
import { declarationOf } from './names.ts'
import { nodesOf, onceFor, type Sources } from './sources.ts'
import { HOLE, tablesIn, tablesLocked, UNREADABLE, type TableUse } from './tables.ts'

/** A text of SQL in the source that names tables. `at` is its file, from `src/features/`, and the outermost name that it stands under. */
export type SqlText = { file: string; at: string; line: number; uses: TableUse[] }

/**
 * Every text in the source that names a table. Each part of a statement counts where it is written: what `mailableSql` of
 * establishments reads is read by establishments, whoever puts it into a statement of theirs.
 */
export const sqlTexts = (sources: Sources, known: ReadonlySet<string>): SqlText[] =>
  [...sources].flatMap(([file, tree]) =>
    sqlOf(tree).flatMap(node => {
      const uses = usesOf(node, { sources, file, known })
      const line = tree.getLineAndCharacterOfPosition(node.getStart()).line + 1
      return uses.length === 0 ? [] : [{ file, at: `${file.replace(/^src\/(features\/)?/, '')} ${nameAbove(node)}`, line, uses }]
    }),
  )

const sqlOf = onceFor(tree => [...nodesOf(tree, isText)].filter(node => looksLikeSql(ownText(node))))
const ownText = (node: Text): string => textOf(node, () => ` ${HOLE} `)

type Text = ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateExpression
const isText = (node: ts.Node): node is Text =>
  (ts.isStringLiteral(node) && !ts.isImportDeclaration(node.parent)) ||
  ts.isNoSubstitutionTemplateLiteral(node) ||
  ts.isTemplateExpression(node)

/** SQL is written in small letters here; a part of a statement begins with a word that begins no sentence. */
const looksLikeSql = (text: string): boolean =>
  /(^|[\s(])(select|insert into|delete from|update \S+( \w+)? set|truncate|merge into)\s/.test(text) ||
  /^\s*(left |inner )?(from|join|using)\s|\sfor update\b/.test(text)

type Reading = { sources: Sources; file: string; known: ReadonlySet<string> }

function usesOf(node: Text, reading: Reading): TableUse[] {
  const constant = (expression: ts.Expression): string => constantText(expression, reading) ?? ` ${HOLE} `
  // A constant that names the table is read; a piece of SQL counts where it is written.
  const table = (expression: ts.Expression): string => {
    const text = constant(expression)
    return looksLikeSql(text) ? ' (a piece) ' : text
  }
  const named = textOf(node, (expression, before) => (endsBeforeTable(before) ? table(expression) : ` ${HOLE}x `))
  const uses = tablesIn(named, reading.known).flatMap(use => (use.table === UNREADABLE ? namedInFile(use, reading) : [use]))
  return /\bfor update\b/.test(ownText(node)) ? [...uses, ...tablesLocked(textOf(node, constant), reading.known)] : uses
}

const BEFORE_TABLES = new Set(['from', 'join', 'into', 'update', 'using'])

/** Whether a text ends where a table is to be named: after `from` and the like, or after a comma in the list that follows. */
function endsBeforeTable(before: string): boolean {
  const tokens = before.match(/[\w."]+|\S/g) ?? []
  const list = tokens.slice(1 + tokens.findLastIndex(token => BEFORE_TABLES.has(token.toLowerCase())))
  if (list.length === 0) return tokens.length > 0
  const items = list.join(' ').split(',')
  return list.length < tokens.length && items.pop() === '' && items.every(item => /^ ?[\w."]+( \w+)? $/.test(item))
}

/** Where the name of a table is chosen when the statement runs, it is one of those that stand in the file by themselves. */
function namedInFile(use: TableUse, { sources, file, known }: Reading): TableUse[] {
  const tree = sources.get(file)
  const names = tree ? [...nodesOf(tree, ts.isStringLiteral)].map(({ text }) => text).filter(text => known.has(text)) : []
  return names.length === 0 ? [use] : [...new Set(names)].map(table => ({ ...use, table }))
}

function textOf(node: Text, fill: (expression: ts.Expression, before: string) => string): string {
  if (!ts.isTemplateExpression(node)) return node.text
  let text = node.head.text
  for (const { expression, literal } of node.templateSpans) {
    text += fill(expression, text) + literal.text
  }
  return text
}

/** The text of a constant, of this file or of one that it imports, its own constants filled in. */
function constantText(expression: ts.Expression, reading: Reading): string | undefined {
  if (!ts.isIdentifier(expression)) return undefined
  const found = declarationOf(reading.sources, reading.file, expression.text)
  if (!found || !ts.isVariableDeclaration(found.node) || !found.node.initializer || !isText(found.node.initializer)) return undefined
  return textOf(found.node.initializer, inner => constantText(inner, { ...reading, file: found.file }) ?? ` ${HOLE} `)
}

/** The outermost name that a node stands under. */
export function nameAbove(node: ts.Node): string {
  let name = ''
  for (let at: ts.Node | undefined = node; at; at = at.parent)
    if ((ts.isFunctionDeclaration(at) || ts.isVariableDeclaration(at) || ts.isClassDeclaration(at)) && at.name) name = at.name.getText()
  return name
}
