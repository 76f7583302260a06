import { CodedFailure } from '../../contracts/errors.ts'
import { withPaperPage } from '../windows/paper-page.ts'

/** Where paper is not A4. */
const LETTER_COUNTRIES = new Set(['US', 'CA', 'MX', 'CL', 'CO', 'CR', 'GT', 'PA', 'PH', 'PR', 'VE'])

/** The number of the page at its foot. */
const FOOTER =
  '<div style="width: 100%; font-size: 8px; text-align: center; color: #555"><span class="pageNumber"></span> / <span class="totalPages"></span></div>'

/** @param country ISO 3166, for the size of the paper. */
export const pdfOf = (html: string, country: string): Promise<Buffer> =>
  withPaperPage(html, (contents) =>
    contents.printToPDF({
      pageSize: LETTER_COUNTRIES.has(country) ? 'Letter' : 'A4',
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: FOOTER,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    }),
  )

/** Asks the system to print. That a person closes its dialog is no failure. */
export const printOnPaper = (html: string): Promise<void> =>
  withPaperPage(
    html,
    (contents) =>
      new Promise((resolve, reject) => {
        contents.print({ printBackground: true }, (_done, reason) => {
          // Whoever closes the dialog is told of nothing; Chromium has these words for it.
          if (reason === '' || /cancel/i.test(reason)) resolve()
          else reject(new CodedFailure({ code: 'output.unprintable', detail: reason }))
        })
      }),
  )
