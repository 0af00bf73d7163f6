/** Which elements the manifest is made from (`cem analyze`), and what the analyser gets wrong. */
export default {
  globs: ['components/*/id-contact-*.ts'],
  outdir: 'dist',
  litelement: true,
  plugins: [
    {
      name: 'as-written',
      moduleLinkPhase({ moduleDoc }) {
        for (const declaration of moduleDoc.declarations ?? []) {
          // An event whose name is put together in the code is in the list once more, without a name; the schema demands one.
          declaration.events = declaration.events?.filter(({ name }) => name)
          // In markup what has a type of ours is text, and editors would offer the name of that type as its value.
          for (const attribute of declaration.attributes ?? [])
            if (/^[A-Z]/.test(attribute.type?.text)) attribute.type = { text: 'string' }
        }
      },
    },
  ],
}
