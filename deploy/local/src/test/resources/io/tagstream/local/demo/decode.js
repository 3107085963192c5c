// Decodes values in hexadecimal with a client that was not written here, one JSON object a line.
// Arguments: address of the registry, then the values.
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry');

const [host, ...values] = process.argv.slice(2);
const registry = new SchemaRegistry({ host });

(async () => {
  for (const value of values) {
    console.log(JSON.stringify(await registry.decode(Buffer.from(value, 'hex'))));
  }
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
