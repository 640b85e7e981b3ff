import { deflateSync, crc32 } from 'node:zlib'

/** A PDF with the list of where its objects lie, as a program writes it. `objects` follow the two that every document has. */
function pdfOf(pages: readonly string[], { catalog = '', page = '', trailer = '', more = [] }: Extras = {}): Buffer {
  const first = 4
  const bodies = [
    `<</Type/Catalog/Pages 2 0 R${catalog}>>`,
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, at) => `${first + at * 2} 0 R`).join(' ')}]>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...pages.flatMap((content, at) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents ${first + at * 2 + 1} 0 R${page}>>`,
      `<</Length ${content.length}>>stream\n${content}\nendstream`,
    ]),
    ...more,
  ]
  let text = '%PDF-1.7\n'
  const places = bodies.map((body, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${body}\nendobj\n`
    return place
  })
  const list = text.length
  text += `xref\n0 ${bodies.length + 1}\n0000000000 65535 f \n${places.map(place => `${String(place).padStart(10, '0')} 00000 n \n`).join('')}`
  return Buffer.from(`${text}trailer\n<</Size ${bodies.length + 1}/Root 1 0 R${trailer}>>\nstartxref\n${list}\n%%EOF\n`, 'latin1')
}
type Extras = { catalog?: string; page?: string; trailer?: string; more?: readonly string[] }

const written = (text: string) => `BT /F 24 Tf 60 760 Td (${text}) Tj ET 1 0 0 rg 60 400 200 200 re f`

/** A policy of so many pages: each says which it is, and has a red square. */
export const policy = (pages: number): Buffer => pdfOf(Array.from({ length: pages }, (_, at) => written(`Page ${at + 1} of our policy`)))

/** A PDF with these lines on its pages, as a word processor writes them. */
export const pdfSaying = (pages: readonly (readonly string[])[]): Buffer =>
  pdfOf(
    pages.map(
      lines => `BT /F 10 Tf 40 800 Td 14 TL ${lines.map(line => `(${line.replace(/[\\()]/g, sign => `\\${sign}`)}) Tj T*`).join(' ')} ET`,
    ),
  )

/** It starts a script, a program and another file when it is opened, and carries that file. */
export const activePdf = (): Buffer =>
  pdfOf([written('An innocent page')], {
    catalog:
      '/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))/Next<</S/Launch/F(calc.exe)/Next<</S/URI/URI(https://elsewhere.example/)>>>>>>',
    more: ['<</Type/EmbeddedFile/Length 9>>stream\nMZ secret\nendstream'],
  })

/** Nobody's password opens it: what it is compared with fits none. */
export const passwordPdf = (): Buffer =>
  pdfOf([written('Locked')], {
    trailer: `/ID[<${'ab'.repeat(16)}><${'ab'.repeat(16)}>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<${'12'.repeat(32)}>/U<${'34'.repeat(32)}>>>`,
  })

/** A form with a field from (100, 400) to (300, 500) that somebody filled in: it shows green. */
export const filledPdf = (): Buffer =>
  pdfOf([written('A form')], {
    catalog: '/AcroForm<</Fields[6 0 R]>>',
    page: '/Annots[6 0 R]',
    more: [
      '<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Sam)/Rect[100 400 300 500]/P 4 0 R/AP<</N 7 0 R>>/F 4>>',
      '<</Type/XObject/Subtype/Form/BBox[0 0 200 100]/Length 25>>stream\n0 1 0 rg 0 0 200 100 re f\nendstream',
    ],
  })

/** A page that is a scan: nothing on it is text. */
export const scannedPdf = (): Buffer => pdfOf(['0 0 1 rg 0 0 595 842 re f'])

/** A page that is painted over 400,000 times. */
export const overpaintedPdf = (): Buffer => pdfOf(['q 1 0 0 1 0 0 cm 0 0 595 842 re W n 0 0 595 842 re f '.repeat(400_000)])

/** A picture of 30,000 by 30,000 points in a page of a few hundred bytes. */
export const bombPdf = (): Buffer => {
  const zeros = deflateSync(Buffer.alloc(60_000_000)).toString('latin1')
  return pdfOf(['q 595 0 0 842 0 0 cm /I Do Q'], {
    more: [
      `<</Type/XObject/Subtype/Image/Width 30000/Height 30000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode/Length ${zeros.length}>>stream\n${zeros}\nendstream`,
    ],
  })
}

/** A picture 32 wide and 16 high: its upper left quarter is red, the rest blue. */
const PHOTO = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEAA0NDQ0ODQ4QEA4UFhMWFB4bGRkbHi0gIiAiIC1EKjIqKjIqRDxJOzc7STxsVUtLVWx9aWNpfZeHh5e+tb75+f8BDQ0NDQ4NDhAQDhQWExYUHhsZGRseLSAiICIgLUQqMioqMipEPEk7NztJPGxVS0tVbH1pY2l9l4eHl761vvn5///AABEIABAAIAMBEQACEQEDEQH/xABOAAEBAQAAAAAAAAAAAAAAAAAABQYQAQAAAAAAAAAAAAAAAAAAAAABAQEBAAAAAAAAAAAAAAAAAAAHBREBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8Az7FU4BCWhJAAAAAH/9k=',
  'base64',
)

/** As a telephone takes it: with how it was held, and where it was. @param orientation 1 to 8 */
export function photo(orientation = 1): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 24 + 4)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(2, 8)
  for (const [at, [tag, value]] of [
    [0x0112, orientation],
    [0x8825, 0],
  ].entries()) {
    tiff.writeUInt16BE(tag!, 10 + at * 12)
    tiff.writeUInt16BE(3, 12 + at * 12)
    tiff.writeUInt32BE(1, 14 + at * 12)
    tiff.writeUInt16BE(value!, 18 + at * 12)
  }
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('GPS 50.8225N 0.1372W')])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([PHOTO.subarray(0, 2), head, body, PHOTO.subarray(2)])
}

const chunk = (name: string, body: Buffer) => {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(body.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}

/** A PNG that says that it is so large, and holds what it likes. */
export function pngSaying({ width, height, passes = 0, body }: { width: number; height: number; passes?: number; body: Buffer }): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 6, 0, 0, passes], 8)
  const parts = [
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from('Author\0Sam Okafor')),
    chunk('IDAT', deflateSync(body)),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), ...parts])
}

/** A picture of one colour, as opaque as said. */
export function flatPng(width: number, height: number, colour: readonly [number, number, number, number]): Buffer {
  const line = Buffer.concat([Buffer.of(0), Buffer.alloc(width * 4, Buffer.from(colour))])
  return pngSaying({ width, height, body: Buffer.alloc(height * line.length, line) })
}
