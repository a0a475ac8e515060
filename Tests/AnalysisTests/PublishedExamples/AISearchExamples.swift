extension PublishedExample {
  static let aiSearch: [PublishedExample] = []
}
