print("molecule-generate")
