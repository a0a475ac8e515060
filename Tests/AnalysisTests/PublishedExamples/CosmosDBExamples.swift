extension PublishedExample {
  static let cosmosDB: [PublishedExample] = []
}
