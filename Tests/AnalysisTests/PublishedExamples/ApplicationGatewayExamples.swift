extension PublishedExample {
  static let applicationGateway: [PublishedExample] = []
}
