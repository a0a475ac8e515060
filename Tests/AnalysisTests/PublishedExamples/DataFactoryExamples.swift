extension PublishedExample {
  static let dataFactory: [PublishedExample] = []
}
