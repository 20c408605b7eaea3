/** Decides the part of Wayfair's GraphQL schema that its published clients agree on; nothing is public. */
export const WAYFAIR_SCHEMA = `
  scalar Int32
  scalar IsoDateTime
  scalar ShipSpeed
  enum SortOrder { ASC DESC }
  enum TransactionState { NEW PROCESSING ERROR COMPLETE }
  enum TransactionField { id handle status submittedAt completedAt itemCount errorCount }
  enum LabelField { id eventDate pickupDate poNumber }
  enum CodeType { TRACKING_NUMBER UCC_128 }

  type Address {
    name: String address1: String address2: String address3: String
    city: String state: String country: String postalCode: String phoneNumber: String
  }
  type ShippingInfo { shipSpeed: ShipSpeed carrierCode: String }
  type Warehouse { id: String name: String address: Address }
  type Product {
    partNumber: String quantity: String price: Float name: String weight: Float
    estShipDate: String isCancelled: Boolean customComment: String
  }
  type PurchaseOrder {
    id: Int32 storePrefix: String poNumber: String poDate: String supplierId: Int32
    estimatedShipDate: String scheduledDeliveryDate: String
    customerName: String customerAddress1: String customerAddress2: String customerCity: String
    customerState: String customerPostalCode: String customerCountry: String
    orderType: String packingSlipUrl: String
    shippingInfo: ShippingInfo warehouse: Warehouse products: [Product] shipTo: Address
  }
  type ItemStatus { key: String message: String }
  type Transaction {
    id: String handle: String status: TransactionState submittedAt: String completedAt: String
    itemCount: Int32 errorCount: Int32
    errors: [ItemStatus] completed: [ItemStatus] processing: [ItemStatus]
  }
  type Label { carrier: String carrierCode: String trackingNumber: String }
  type LabelEvent { id: Int32 poNumber: Int32 shippingLabelInfo: [Label] }

  input Ordering { asc: String desc: String }
  input TransactionFilter { field: TransactionField equals: String greaterThanOrEqualTo: String }
  input LabelFilter { field: LabelField equals: String }
  type Query {
    getDropshipPurchaseOrders(
      limit: Int32 hasResponse: Boolean fromDate: IsoDateTime poNumbers: [String] sortOrder: SortOrder
    ): [PurchaseOrder]
    transactions(
      filters: [TransactionFilter] ordering: [Ordering] limit: Int32 offset: Int32
    ): [Transaction]
    labelGenerationEvents(filters: [LabelFilter] limit: Int32): [LabelEvent]
  }

  input AcceptedLineItemInput {
    partNumber: String! quantity: Int! unitPrice: Float! estimatedShipDate: IsoDateTime!
  }
  input AddressInput {
    name: String! streetAddress1: String! streetAddress2: String
    city: String! state: String! postalCode: String! country: String!
  }
  input PackageCode { type: CodeType! value: String! }
  input PackageInput { code: PackageCode! weight: Float }
  input SmallParcelItem { partNumber: String! quantity: Int! }
  input SmallParcelShipment { package: PackageInput! items: [SmallParcelItem!]! }
  input LargeParcelShipment { partNumber: String! packages: [PackageInput!]! }
  input ShipNoticeInput {
    poNumber: String! supplierId: Int! packageCount: Int! weight: Float volume: Float
    carrierCode: String! shipSpeed: ShipSpeed! trackingNumber: String! shipDate: IsoDateTime!
    sourceAddress: AddressInput! destinationAddress: AddressInput!
    smallParcelShipments: [SmallParcelShipment!] largeParcelShipments: [LargeParcelShipment!]
  }
  input RegistrationInput { poNumber: String! warehouseId: Int requestForPickupDate: IsoDateTime! }
  type PurchaseOrderMutator {
    accept(poNumber: String! shipSpeed: ShipSpeed! lineItems: [AcceptedLineItemInput!]!): Transaction
    shipment(notice: ShipNoticeInput!): Transaction
    register(registrationInput: RegistrationInput!): LabelEvent
  }
  type Mutation { purchaseOrders: PurchaseOrderMutator }
`;
