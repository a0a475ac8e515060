extension PublishedExample {
  static let databricks: [PublishedExample] = []
}
