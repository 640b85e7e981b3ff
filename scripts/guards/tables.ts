/** What one text of SQL does with a table that it names. */
export type TableUse = { table: string; does: 'reads' | 'writes' | 'locks' }

/** Stands in a text where the source has an expression that could not be read. */
export const HOLE = '¤'
/** Stands for the name of a table that is only known when the statement runs. */
export const UNREADABLE = '(named at run time)'

const TOKEN = /--[^\n]*|'(?:[^']|'')*'|"[^"]*"|[a-z_¤][\w.¤]*|:\w+|\S/giu
const NO_ALIAS = new Set(
  'on where join left right inner outer full cross natural lateral set from using order group limit returning union for values select having window offset as with default overriding'.split(
    ' ',
  ),
)

/**
 * Which tables a text of SQL writes (`insert into`, `update`, `delete from`, `merge into`, `truncate`) and reads
 * (`from`, `join`, `using`). A text may be a part of a statement. Names of common table expressions are not tables.
 *
 * @param known the tables of the database: any other name is a function, an alias or an English word
 */
export function tablesIn(sql: string, known: ReadonlySet<string>): TableUse[] {
  const tokens = tokensOf(sql)
  const word = (at: number): string => (tokens[at] ?? '').toLowerCase()
  const own = new Set(tokens.filter((_, at) => word(at + 1) === 'as' && (word(at + 2) === '(' || word(at + 2) === 'materialized')))
  const uses: TableUse[] = []
  const use = (at: number, does: TableUse['does']) => {
    const table = tokens[at] ?? ''
    if (table.startsWith(HOLE)) uses.push({ table: UNREADABLE, does })
    else if (known.has(table) && !own.has(table) && (does === 'writes' || word(at + 1) !== '(')) uses.push({ table, does })
  }
  for (let at = 0; at < tokens.length; at += 1) {
    const before = word(at - 1)
    if (word(at) === 'into' && (before === 'insert' || before === 'merge')) use(at + 1, 'writes')
    else if (word(at) === 'update' && before !== 'for' && before !== 'key' && before !== 'do') use(at + 1, 'writes')
    else if (word(at) === 'truncate') use(at + (word(at + 1) === 'table' ? 2 : 1), 'writes')
    else if (word(at) === 'from' && before === 'delete') use(at + 1, 'writes')
    else if (word(at) === 'join') use(at + (word(at + 1) === 'lateral' ? 2 : 1), 'reads')
    else if ((word(at) === 'from' && before !== 'distinct') || word(at) === 'using')
      for (const item of listFrom(tokens, at + 1)) use(item, 'reads')
  }
  return uses
}

const tokensOf = (sql: string): string[] => (sql.match(TOKEN) ?? []).filter(token => !token.startsWith('--') && !token.startsWith("'"))

/** Where the items of `from a x, b y` stand. */
function listFrom(tokens: readonly string[], start: number): number[] {
  const items: number[] = []
  for (let at = start; ; at += 1) {
    while (['lateral', 'only'].includes((tokens[at] ?? '').toLowerCase())) at += 1
    items.push(at)
    if (tokens[at] === '(') at = closing(tokens, at)
    if (tokens[at + 1] === '(') at = closing(tokens, at + 1)
    if (tokens[at + 1]?.toLowerCase() === 'as') at += 1
    const alias = tokens[at + 1]
    if (alias !== undefined && /^[a-z_"]/i.test(alias) && !NO_ALIAS.has(alias.toLowerCase())) at += 1
    if (tokens[at + 1] === '(') at = closing(tokens, at + 1)
    if (tokens[at + 1] !== ',') return items
    at += 1
  }
}

function closing(tokens: readonly string[], open: number): number {
  let depth = 0
  for (let at = open; at < tokens.length; at += 1) {
    if (tokens[at] === '(') depth += 1
    if (tokens[at] === ')') depth -= 1
    if (depth === 0) return at
  }
  return tokens.length
}

/** The tables whose rows a `for update` holds: those that it names, or all of its select. */
export function tablesLocked(sql: string, known: ReadonlySet<string>): TableUse[] {
  const tokens = tokensOf(sql)
  const uses: TableUse[] = []
  for (let at = 1; at < tokens.length; at += 1) {
    if (tokens[at]?.toLowerCase() !== 'update' || tokens[at - 1]?.toLowerCase() !== 'for') continue
    const select = tokens.slice(opening(tokens, at), at)
    const named = tokens[at + 1]?.toLowerCase() === 'of' ? tokens[at + 2] : undefined
    for (const [index, table] of select.entries()) {
      if (!['from', 'join'].includes(select[index - 1]?.toLowerCase() ?? '')) continue
      const end = table === '(' ? closing(select, index) : index
      const alias = select[end + 1]?.toLowerCase() === 'as' ? select[end + 2] : select[end + 1]
      if (named !== undefined && named !== alias && named !== table) continue
      const held = table === '(' ? ownTables(select.slice(index + 1, end)) : [table]
      uses.push(...held.filter(one => known.has(one)).map(one => ({ table: one, does: 'locks' as const })))
    }
  }
  return uses
}

/** What a select is made from, without what stands in parentheses in it. */
function ownTables(select: readonly string[]): string[] {
  const names: string[] = []
  let depth = 0
  for (const [index, token] of select.entries()) {
    if (token === '(') depth += 1
    if (token === ')') depth -= 1
    if (depth === 0 && ['from', 'join'].includes(select[index - 1]?.toLowerCase() ?? '')) names.push(token)
  }
  return names
}

/** Where the parenthesis begins in which a token stands, or the text. */
function opening(tokens: readonly string[], from: number): number {
  let depth = 0
  for (let at = from - 1; at >= 0; at -= 1) {
    if (tokens[at] === ')') depth += 1
    if (tokens[at] === '(') depth -= 1
    if (depth < 0) return at + 1
  }
  return 0
}
