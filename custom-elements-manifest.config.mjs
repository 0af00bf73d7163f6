/** Which elements the manifest is made from (`cem analyze`), and what the analyser gets wrong. */
export default {
  globs: ['components/*/id-contact-*.ts'],
  outdir: 'dist',
  litelement: true,
  plugins: [
    {
      name: 'named-events',
      // An event whose name is put together in the code is in the list once more, without a name; the schema demands one.
      moduleLinkPhase({ moduleDoc }) {
        for (const declaration of moduleDoc.declarations ?? [])
          declaration.events = declaration.events?.filter(({ name }) => name)
      },
    },
  ],
}
