/** What an administrator has at hand, as it looks: the log excerpts of Dell KB 000221202, with its line breaks. */

const excerpt = (timestamp: string, thread: number, argument: string): string =>
  `[ERROR] ${timestamp} [ajp-nio-0:0:0:0:0:0:0:1-8009-exec-${thread}] SSLController - uploadNewCertificateChain():
 Error uploading certificate chain: {"error":{"code":"Base.1.0.GeneralError",
"message":"A general error has occurred. See ExtendedInfo for more information.","@Message.ExtendedInfo":[{"MessageId":"CGEN1008","RelatedProperties":[],
"Message":"Unable to process the request because an error occurred.",
"MessageArgs":["${argument}"],
"Severity":"Critical","Resolution":"Retry the operation. If the issue persists, contact your system administrator."}]}}
`

export const invalidCsrKeyLog = excerpt('2024-01-25 11:10:34.735', 10, 'Invalid CSR key.')
export const invalidChainLog = excerpt('2024-01-25 11:04:56.396', 1, 'Invalid certificate chain provided.')
export const keyPurposeLog = excerpt(
  '2024-01-25 10:56:54.175',
  17,
  'No Client/Server authentication EKU present in leaf certificate.',
)

/** The one excerpt whose lines the KB breaks elsewhere: within a sentence. */
export const keyUsageLog = `[ERROR] 2024-01-25 11:01:01.475 [ajp-nio-0:0:0:0:0:0:0:1-8009-exec-3] SSLController - uploadNewCertificateChain():
 Error uploading certificate chain: {"error":{"code":"Base.1.0.GeneralError","message":"A general error has occurred.
 See ExtendedInfo for more information.","@Message.ExtendedInfo":[{"MessageId":"CGEN1008","RelatedProperties":[],
"Message":"Unable to process the request because an error occurred.",
"MessageArgs":["User Certificate is not a web server certificate."],
"Severity":"Critical","Resolution":"Retry the operation. If the issue persists, contact your system administrator."}]}}
`

/** The KB prints it twice, under either of its two reasons. */
export const invalidFileLog = `[ERROR] 2024-01-29 08:03:05.200 [ajp-nio-0:0:0:0:0:0:0:1-8009-exec-3] SSLController - {"error":{"code":"Base.1.0.GeneralError",
"message":"A general error has occurred. See ExtendedInfo for more information.","@Message.ExtendedInfo":[{"MessageId":"CSEC9002","RelatedProperties":[],
"Message":"Unable to upload the certificate because the certificate file provided is invalid.",
"MessageArgs":[],"Severity":"Critical","Resolution":"Make sure the CA certificate and private key are correct and retry the operation."}]}}
`

/** As the appliance writes it: one record on two lines, or all on one. */
export const unbroken = (log: string): string => `${log.replaceAll('\n', '')}\n`

export const ordinaryLine =
  '[INFO ] 2024-01-25 11:10:34.735 [ajp-nio-8009-exec-10] DeviceController - getDevices(): 25 devices in 123 ms\n'

/** One entry of @Message.ExtendedInfo. */
export const message = (id: string, args: readonly string[]): Record<string, unknown> => ({
  MessageId: id,
  RelatedProperties: [],
  Message: 'Unable to process the request because an error occurred.',
  MessageArgs: args,
  Severity: 'Critical',
  Resolution: 'Retry the operation. If the issue persists, contact your system administrator.',
})

/** The body of a refused REST call. */
export const body = (...messages: readonly Record<string, unknown>[]): Record<string, unknown> => ({
  error: {
    code: 'Base.1.0.GeneralError',
    message: 'A general error has occurred. See ExtendedInfo for more information.',
    '@Message.ExtendedInfo': messages,
  },
})
