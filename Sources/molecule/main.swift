print("molecule")
